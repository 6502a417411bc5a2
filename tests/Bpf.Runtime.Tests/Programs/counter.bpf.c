// What the compiler is to make of Generated/SyscallCounter.cs.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 1024); __type(key, __u64); __type(value, __u64); } Counts SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } Events SEC(".maps");

__u64 Events_lost asm("Events.lost");
__u64 Faults;
const volatile __u32 Step = 1;

SEC("raw_tracepoint/sys_enter")
int OnEnter(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 number = ctx->args[1], step = Step;
	__u64 *count = bpf_map_lookup_elem(&Counts, &number);
	__u64 *event;

	if (count)
		__sync_fetch_and_add(count, step);
	else if (bpf_map_update_elem(&Counts, &number, &step, BPF_NOEXIST))
		__sync_fetch_and_add(&Faults, 1);
	event = bpf_ringbuf_reserve(&Events, 8, 0);
	if (!event) {
		__sync_fetch_and_add(&Events_lost, 1);
		return 0;
	}
	*event = number;
	bpf_ringbuf_submit(event, 0);
	return 1;
}

char _license[] SEC("license") = "GPL";
