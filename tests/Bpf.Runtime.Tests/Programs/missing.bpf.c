// Asks for a field that no kernel has.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

struct task_struct {
	int pid;
	struct task_struct *no_such_parent;
} __attribute__((preserve_access_index));

SEC("raw_tp/sys_enter")
int asks(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	return BPF_CORE_READ(task, no_such_parent, pid) == 1;
}

char LICENSE[] SEC("license") = "GPL";
