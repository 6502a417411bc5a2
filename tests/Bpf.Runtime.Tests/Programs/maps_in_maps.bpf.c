// Maps in maps: a shape given in place, and maps that are there from the start.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct counters { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32); __type(value, __u64); };

struct counters first SEC(".maps"), second SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct counters);
} by_index SEC(".maps") = { .values = { &first, &second } };

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 8);
	__type(key, __u64);
	__array(values, struct counters);
} by_name SEC(".maps");

SEC("xdp")
int count(struct xdp_md *ctx)
{
	__u32 index = ctx->rx_queue_index & 1, slot = 3;
	__u64 name = ctx->ingress_ifindex, *value;
	void *inner = bpf_map_lookup_elem(&by_index, &index);

	if (inner && (value = bpf_map_lookup_elem(inner, &slot)))
		__sync_fetch_and_add(value, 1);
	inner = bpf_map_lookup_elem(&by_name, &name);
	if (inner && (value = bpf_map_lookup_elem(inner, &slot)))
		*value += 1;
	return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
