// Variables of each section, a table of constants, functions that are verified in their callers and one that is verified alone.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 limit = 8;
const __u32 primes[] = { 2, 3, 5, 7, 11, 13, 17, 19 };
__u64 sums[8];
int start = 5;
static __u32 hidden = 3;

static __attribute__((noinline)) __u32 prime(__u32 index)
{
	return index < 8 ? primes[index] : 0;
}

__attribute__((noinline)) int mix(int a, int b)
{
	return a * 31 + (b ^ hidden);
}

SEC("tc")
int sum(struct __sk_buff *skb)
{
	__u32 i;

	for (i = 0; i < 8 && i < limit; i++)
		sums[i] += prime(i) + mix(skb->len, start);
	hidden++;
	return 0;
}

SEC("socket")
int filter(struct __sk_buff *skb)
{
	return mix(skb->protocol, limit);
}

char _license[] SEC("license") = "GPL";
