/* SPDX-License-Identifier: MIT */
#include "bpf.h"

#define SLOTS 40

struct { UINT(type, HASH); UINT(max_entries, 10240); TYPE(key, u64); TYPE(value, u64); } entered SEC(".maps");
struct { UINT(type, PERCPU_ARRAY); UINT(max_entries, SLOTS); TYPE(key, u32); TYPE(value, u64); } latency SEC(".maps");

const volatile u32 target_pid;

INLINE u32 log2_u64(u64 n)
{
	u32 log = 0;

	if (n >> 32) { n >>= 32; log += 32; }
	if (n >> 16) { n >>= 16; log += 16; }
	if (n >> 8) { n >>= 8; log += 8; }
	if (n >> 4) { n >>= 4; log += 4; }
	if (n >> 2) { n >>= 2; log += 2; }
	return log + (n >> 1);
}

SEC("kprobe")
int on_entry(void *ctx)
{
	u64 thread = get_current_pid_tgid();

	if (target_pid == 0 || target_pid == (u32)(thread >> 32)) {
		u64 now = ktime_get_ns();

		map_update(&entered, &thread, &now, ANY);
	}
	return 0;
}

SEC("kretprobe")
int on_return(void *ctx)
{
	u64 thread = get_current_pid_tgid();
	u64 *since = map_lookup(&entered, &thread), elapsed, *calls;
	u32 slot;

	if (!since)
		return 0;
	elapsed = ktime_get_ns() - *since;
	map_delete(&entered, &thread);
	slot = log2_u64(elapsed);
	if (slot > SLOTS - 1)
		slot = SLOTS - 1;
	calls = map_lookup(&latency, &slot);
	if (calls)
		++*calls;
	return 0;
}
