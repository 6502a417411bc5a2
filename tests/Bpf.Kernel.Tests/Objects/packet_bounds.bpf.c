// Refused: one byte more is read than was compared with the packet's end.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int reads_past(struct xdp_md *ctx)
{
	unsigned char *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	if (data + 14 > end)
		return XDP_PASS;
	return data[14] ? XDP_DROP : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
