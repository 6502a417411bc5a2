// Refused: the function is for programs under the GPL.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("raw_tracepoint/sys_enter")
int traces(void *ctx)
{
	bpf_printk("entered");
	return 0;
}

char _license[] SEC("license") = "Proprietary";
