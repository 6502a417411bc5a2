/* SPDX-License-Identifier: MIT */
#include "bpf.h"

struct xdp_md { u32 data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex; };
struct ethernet { u8 destination[6], source[6]; u16 type; };
struct vlan { u16 tci, type; };
struct ipv4 { u8 version, tos; u16 length, id, fragment; u8 ttl, protocol; u16 checksum; u32 source, destination; };
struct ipv6 { u32 version; u16 length; u8 next, hops; u8 source[16], destination[16]; };
struct prefix4 { u32 length; u32 address, unused; }; // unused: values are aligned to eight
struct prefix6 { u32 length; u8 address[16]; };
struct counter { u64 packets, bytes; };

struct { UINT(type, LPM_TRIE); UINT(max_entries, 65536); UINT(map_flags, F_NO_PREALLOC); TYPE(key, struct prefix4); TYPE(value, struct counter); } blocked4 SEC(".maps");
struct { UINT(type, LPM_TRIE); UINT(max_entries, 65536); UINT(map_flags, F_NO_PREALLOC); TYPE(key, struct prefix6); TYPE(value, struct counter); } blocked6 SEC(".maps");
struct { UINT(type, PERCPU_ARRAY); UINT(max_entries, 1); TYPE(key, u32); TYPE(value, u64); } passed SEC(".maps");

enum { XDP_DROP = 1, XDP_PASS = 2 };

INLINE int drop(struct counter *rule, u32 length)
{
	__sync_fetch_and_add(&rule->packets, 1);
	__sync_fetch_and_add(&rule->bytes, length);
	return XDP_DROP;
}

SEC("xdp")
int filter(struct xdp_md *ctx)
{
	void *end = (void *)(u64)ctx->data_end, *at = (void *)(u64)ctx->data;
	u32 length = ctx->data_end - ctx->data, zero = 0;
	struct ethernet *eth = at;
	u16 type;
	u64 *count;

	at += sizeof(*eth);
	if (at > end)
		return XDP_PASS;
	type = __builtin_bswap16(eth->type);
	if (type == 0x8100) {
		struct vlan *tag = at;

		at += sizeof(*tag);
		if (at > end)
			return XDP_PASS;
		type = __builtin_bswap16(tag->type);
	}
	if (type == 0x0800) {
		struct ipv4 *ip = at;
		struct prefix4 key = { .length = 32 };
		struct counter *rule;

		if ((void *)(ip + 1) > end)
			return XDP_PASS;
		key.address = ip->source;
		rule = map_lookup(&blocked4, &key);
		if (rule)
			return drop(rule, length);
	} else if (type == 0x86dd) {
		struct ipv6 *ip = at;
		struct prefix6 key = { .length = 128 };
		struct counter *rule;

		if ((void *)(ip + 1) > end)
			return XDP_PASS;
		__builtin_memcpy(key.address, ip->source, 16);
		rule = map_lookup(&blocked6, &key);
		if (rule)
			return drop(rule, length);
	}
	count = map_lookup(&passed, &zero);
	if (count)
		++*count;
	return XDP_PASS;
}
