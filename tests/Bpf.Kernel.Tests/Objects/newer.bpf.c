// What older kernels lack: bpf_loop (5.17) and fetching atomics (5.12).
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 rounds;

static long once(__u32 index, void *data)
{
	return __sync_fetch_and_add(&rounds, 1) > 1000;
}

SEC("xdp")
int loops(struct xdp_md *ctx)
{
	bpf_loop(64, once, 0, 0);
	return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
