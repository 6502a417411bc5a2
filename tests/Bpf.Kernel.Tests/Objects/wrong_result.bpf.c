// Refused: the program type returns 0 or 1.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("cgroup/sock_create")
int answers_two(struct bpf_sock *ctx)
{
	return ctx->family == 2 ? 2 : 1;
}

char _license[] SEC("license") = "GPL";
