// Two congestion controls that share programs.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct sock;
struct ack_sample;
struct rate_sample;

// As far as it is filled; the kernel's has more, in another order.
struct tcp_congestion_ops___mine {
	unsigned int flags;
	char name[16];
	unsigned int (*ssthresh)(struct sock *sk);
	void (*cong_avoid)(struct sock *sk, unsigned int ack, unsigned int acked);
	unsigned int (*undo_cwnd)(struct sock *sk);
	void (*init)(struct sock *sk);
};

unsigned long connections = 0;

SEC("struct_ops/first_init")
int first_init(unsigned long long *ctx)
{
	__sync_fetch_and_add(&connections, 1);
	return 0;
}

SEC("struct_ops")
int half(unsigned long long *ctx)
{
	return 5;
}

SEC("struct_ops")
int whole(unsigned long long *ctx)
{
	return 10;
}

SEC("struct_ops")
int avoid(unsigned long long *ctx)
{
	return 0;
}

SEC("struct_ops")
int undo(unsigned long long *ctx)
{
	return 10;
}

SEC(".struct_ops.link")
struct tcp_congestion_ops___mine first = {
	.name = "clang_first", .ssthresh = (void *)half, .cong_avoid = (void *)avoid, .undo_cwnd = (void *)undo, .init = (void *)first_init,
};

SEC(".struct_ops")
struct tcp_congestion_ops___mine second = {
	.name = "clang_second", .ssthresh = (void *)whole, .cong_avoid = (void *)avoid, .undo_cwnd = (void *)undo,
};

char LICENSE[] SEC("license") = "GPL";
