// Programs whose sections name their hooks, and one that is loaded only where asked for.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 only_tgid = 0;
__u64 by_tracepoint = 0, by_raw_tracepoint = 0, optional_calls = 0;

static void count(__u64 *calls)
{
	if (bpf_get_current_pid_tgid() >> 32 == only_tgid)
		__sync_fetch_and_add(calls, 1);
}

SEC("tp/syscalls/sys_enter_getpgid")
int on_tracepoint(void *ctx)
{
	count(&by_tracepoint);
	return 0;
}

SEC("raw_tp/sys_enter")
int on_raw_tracepoint(void *ctx)
{
	count(&by_raw_tracepoint);
	return 0;
}

SEC("tp/syscalls/sys_enter_nothing")
int on_nothing(void *ctx)
{
	return 0;
}

SEC("xdp")
int no_hook(void *ctx)
{
	return XDP_PASS;
}

SEC("?tp/syscalls/sys_enter_getpgid")
int on_request(void *ctx)
{
	count(&optional_calls);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
