// The verifier refuses this: a looked-up value is used without a check.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 8); __type(key, __u32); __type(value, __u64); } hash SEC(".maps");

SEC("raw_tracepoint/sys_enter")
int unchecked(void *ctx)
{
	__u32 key = 1;
	__u64 *value = bpf_map_lookup_elem(&hash, &key);

	return *value;
}

char _license[] SEC("license") = "GPL";
