// CO-RE: fields where they are, one that was renamed in 5.14, and a number of an enumeration.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct task_struct { int pid, tgid; struct task_struct *group_leader; char comm[16]; } __attribute__((preserve_access_index));
struct task_struct___now { unsigned int __state; } __attribute__((preserve_access_index));
struct task_struct___then { volatile long state; } __attribute__((preserve_access_index));
enum bpf_map_type___kernel { BPF_MAP_TYPE_RINGBUF___kernel = 1 };

__u64 leaders, states, type;

SEC("raw_tracepoint/sys_enter")
int by_probe_read(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	char comm[16];

	leaders += BPF_CORE_READ(task, group_leader, tgid);
	if (bpf_core_field_exists(struct task_struct___now, __state))
		states += BPF_CORE_READ((struct task_struct___now *)task, __state);
	else
		states += BPF_CORE_READ((struct task_struct___then *)task, state);
	BPF_CORE_READ_STR_INTO(&comm, task, comm);
	if (bpf_core_enum_value_exists(enum bpf_map_type___kernel, BPF_MAP_TYPE_RINGBUF___kernel))
		type = bpf_core_enum_value(enum bpf_map_type___kernel, BPF_MAP_TYPE_RINGBUF___kernel);
	return comm[0];
}

SEC("tp_btf/task_newtask")
int by_load(__u64 *ctx)
{
	struct task_struct *task = (void *)ctx[0];

	leaders += task->group_leader->tgid;
	return 0;
}

char _license[] SEC("license") = "GPL";
