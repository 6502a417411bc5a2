// Writes records to a small ring buffer: by test-run, and at a tracepoint.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct event { __u64 sequence; __u64 check; };

struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(".maps");

__u64 events_lost asm("events.lost");
__u64 sequence;
const volatile __u32 only_tgid = 0;

static int emit(void)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);
	__u64 n = __sync_fetch_and_add(&sequence, 1);

	if (!e) {
		__sync_fetch_and_add(&events_lost, 1);
		return 1;
	}
	e->sequence = n;
	e->check = ~n;
	if (n % 3 == 2)
		bpf_ringbuf_discard(e, 0);
	else
		bpf_ringbuf_submit(e, 0);
	return 0;
}

SEC("raw_tracepoint/sys_enter")
int write_record(void *ctx)
{
	return emit();
}

SEC("tracepoint/syscalls/sys_enter_getpgid")
int on_getpgid(void *ctx)
{
	if (!only_tgid || bpf_get_current_pid_tgid() >> 32 == only_tgid)
		emit();
	return 0;
}

SEC("raw_tracepoint/sys_enter")
int on_sys_enter(struct bpf_raw_tracepoint_args *ctx)
{
	if (bpf_get_current_pid_tgid() >> 32 == only_tgid)
		emit();
	return 0;
}

SEC("uprobe")
int on_function(void *ctx)
{
	if (!only_tgid || bpf_get_current_pid_tgid() >> 32 == only_tgid)
		__sync_fetch_and_add(&sequence, 1);
	return 0;
}

SEC("kprobe")
int on_kernel_function(void *ctx)
{
	__sync_fetch_and_add(&sequence, 1);
	return 0;
}

char _license[] SEC("license") = "GPL";
