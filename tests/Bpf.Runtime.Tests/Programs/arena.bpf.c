// A list in an arena: programs make it, user space walks it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define __arena __attribute__((address_space(1)))
#define LARGEST 100

struct {
	__uint(type, 33); // BPF_MAP_TYPE_ARENA, which headers before Linux 6.9 don't name
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 64);
} memory SEC(".maps");

struct node {
	struct node __arena *next;
	__u64 value;
};

extern void __arena *bpf_arena_alloc_pages(void *map, void __arena *address, __u32 pages, int node, __u64 flags) __ksym;

struct node __arena *head;
__u64 __arena visits;
__u64 __arena step = 3;
__u64 wanted = 10;
__u64 __arena sum; // in the arena: a program belongs to the arena that it names

SEC("syscall")
int build(void *ctx)
{
	struct node __arena *page = bpf_arena_alloc_pages(&memory, NULL, 1, -1, 0);

	if (!page)
		return 1;
	for (__u64 i = 0; i < LARGEST && i < wanted; i++) {
		struct node __arena *node = &page[i];

		node->value = i * step;
		node->next = head;
		head = node;
	}
	visits++;
	return 0;
}

SEC("syscall")
int total(void *ctx)
{
	struct node __arena *node = head;

	sum = 0;
	for (int i = 0; i < LARGEST && node; i++) {
		sum += node->value;
		node = node->next;
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
