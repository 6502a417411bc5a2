// A function of the kernel's, which came with Linux 6.2 in this form.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct task_struct { int pid; } __attribute__((preserve_access_index));

extern struct task_struct *bpf_task_acquire(struct task_struct *p) __ksym;
extern void bpf_task_release(struct task_struct *p) __ksym;

int last;

SEC("tp_btf/task_newtask")
int remember(__u64 *ctx)
{
	struct task_struct *task = bpf_task_acquire((void *)ctx[0]);

	if (!task)
		return 0;
	last = task->pid;
	bpf_task_release(task);
	return 0;
}

char _license[] SEC("license") = "GPL";
