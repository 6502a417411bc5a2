#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

int last(struct xdp_md *ctx);

struct {
    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
    __uint(max_entries, 4);
    __uint(key_size, 4);
    __array(values, int(void *));
} next SEC(".maps") = { .values = { [2] = (void *)&last } };

SEC("xdp") int first(struct xdp_md *ctx)
{
    bpf_tail_call(ctx, &next, 2);
    return XDP_DROP;
}

SEC("xdp") int last(struct xdp_md *ctx) { return XDP_TX; }

char _license[] SEC("license") = "GPL";
