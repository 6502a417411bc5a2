// Every kind of map, filled by a program that test-run starts.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct counters { __u64 packets; __u32 last; __u32 unused; };
struct prefix { __u32 length; __u32 address; };

struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 8192); __type(key, __u32); __type(value, __u64); } hash SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_LRU_HASH); __uint(max_entries, 64); __type(key, __u32); __type(value, __u64); } lru SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PERCPU_HASH); __uint(max_entries, 64); __type(key, __u32); __type(value, __u32); } percpu_hash SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32); __type(value, struct counters); } array SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); __uint(max_entries, 4); __type(key, __u32); __type(value, __u32); } percpu_array SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_LPM_TRIE); __uint(max_entries, 64); __uint(map_flags, BPF_F_NO_PREALLOC); __type(key, struct prefix); __type(value, __u32); } lpm SEC(".maps");

const volatile __u32 step = 1;
__u64 total;
__u32 limit = 7;

SEC("raw_tracepoint/sys_enter")
int count(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 key = ctx->args[0], zero = 0;
	__u64 *n = bpf_map_lookup_elem(&hash, &key);
	struct counters *c = bpf_map_lookup_elem(&array, &zero);
	__u32 *p = bpf_map_lookup_elem(&percpu_array, &zero);
	__u64 one = step;

	if (n)
		__sync_fetch_and_add(n, step);
	else
		bpf_map_update_elem(&hash, &key, &one, BPF_NOEXIST);
	if (c) {
		c->packets += step;
		c->last = key;
	}
	if (p)
		*p += step;
	bpf_map_update_elem(&lru, &key, &one, BPF_ANY);
	__sync_fetch_and_add(&total, step);
	return limit;
}

SEC("raw_tracepoint/sys_enter")
int match(struct bpf_raw_tracepoint_args *ctx)
{
	struct prefix key = { .length = 32, .address = ctx->args[0] };
	__u32 *rule = bpf_map_lookup_elem(&lpm, &key);

	return rule ? *rule : 0;
}

char _license[] SEC("license") = "GPL";
