// Counts packets, drops those whose EtherType is the configured one, and marks those it passes.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u16 dropped_type = 0;
__u64 packets;

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	unsigned char *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	__sync_fetch_and_add(&packets, 1);
	if (data + 14 > end)
		return XDP_ABORTED;
	if ((data[12] << 8 | data[13]) == dropped_type)
		return XDP_DROP;
	data[0] = 0xAB;
	return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
