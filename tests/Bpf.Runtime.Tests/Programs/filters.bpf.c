// A map of newer kernels, for its user view.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct { __uint(type, BPF_MAP_TYPE_BLOOM_FILTER); __uint(max_entries, 128); __uint(value_size, 8); } known SEC(".maps");

char _license[] SEC("license") = "GPL";
