/* SPDX-License-Identifier: MIT */
#include "bpf.h"

struct event {
	u32 pid;
	s32 result;
	char comm[16];
	char path[256];
};

struct { UINT(type, HASH); UINT(max_entries, 10240); TYPE(key, u64); TYPE(value, u64); } pending SEC(".maps");
struct { UINT(type, HASH); UINT(max_entries, 10240); TYPE(key, u32); TYPE(value, u64); } opens_by_pid SEC(".maps");
struct { UINT(type, RINGBUF); UINT(max_entries, 1024 * 1024); } events SEC(".maps");

const volatile u32 target_pid;
u64 faults;
u64 events_lost;

SEC("tracepoint/syscalls/sys_enter_openat")
int on_enter(const u64 *ctx)
{
	u64 thread = get_current_pid_tgid();

	if (target_pid == 0 || target_pid == (u32)(thread >> 32)) {
		u64 filename = ctx[3];

		map_update(&pending, &thread, &filename, ANY);
	}
	return 0;
}

SEC("tracepoint/syscalls/sys_exit_openat")
int on_exit(const u64 *ctx)
{
	u64 thread = get_current_pid_tgid();
	u32 pid = thread >> 32;
	u64 *found = map_lookup(&pending, &thread);
	u64 filename, *opens;
	struct event *e;

	if (!found)
		return 0;
	filename = *found;
	map_delete(&pending, &thread);

	opens = map_lookup(&opens_by_pid, &pid);
	if (opens) {
		__sync_fetch_and_add(opens, 1);
	} else {
		u64 one = 1;

		map_update(&opens_by_pid, &pid, &one, NOEXIST);
	}

	e = ringbuf_reserve(&events, sizeof(*e), 0);
	if (!e) {
		__sync_fetch_and_add(&events_lost, 1);
		return 0;
	}
	e->pid = pid;
	e->result = ctx[2];
	get_current_comm(e->comm, sizeof(e->comm));
	if (probe_read_user_str(e->path, sizeof(e->path), (void *)filename) < 0)
		__sync_fetch_and_add(&faults, 1);
	ringbuf_submit(e, 0);
	return 0;
}
