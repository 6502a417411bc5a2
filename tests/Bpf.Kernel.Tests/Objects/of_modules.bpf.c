// Types, functions and hooks of modules: veth, nf_conntrack and tls, which guests load. Kernels without them refuse all of it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>

char _license[] SEC("license") = "GPL";

struct nf_conn { unsigned int mark; } __attribute__((preserve_access_index));
struct bpf_ct_opts { int netns_id; int error; unsigned char l4proto; unsigned char dir; unsigned char reserved[2]; };
struct veth_priv { struct net_device *peer; unsigned int requested_headroom; } __attribute__((preserve_access_index));
struct veth_priv___other { unsigned long no_such_field; } __attribute__((preserve_access_index));
struct sk_buff { unsigned int len; } __attribute__((preserve_access_index));

extern struct nf_conn *bpf_skb_ct_lookup(struct __sk_buff *, struct bpf_sock_tuple *, unsigned int, struct bpf_ct_opts *, unsigned int) __ksym;
extern void bpf_ct_release(struct nf_conn *) __ksym;
extern void bpf_ct_release___other(struct nf_conn *) __weak __ksym;
extern void bpf_no_such_function(struct nf_conn *) __weak __ksym;

unsigned long sent, offset, present;

SEC("fentry/veth_xmit")
int BPF_PROG(on_transmit, struct sk_buff *skb)
{
    sent += skb->len;
    return 0;
}

SEC("fexit/veth_xmit")
int BPF_PROG(after_transmit, struct sk_buff *skb, void *device, int result)
{
    sent += result;
    return 0;
}

SEC("tp_btf/tls_device_offload_set")
int BPF_PROG(on_offload, void *sk)
{
    sent++;
    return 0;
}

SEC("tc")
int fields(struct __sk_buff *skb)
{
    offset = bpf_core_field_offset(struct veth_priv, requested_headroom);
    present = bpf_core_type_exists(struct veth_priv) + bpf_core_field_exists(((struct veth_priv___other *)0)->no_such_field)
        + bpf_core_type_size(struct nf_conn);
    return bpf_core_type_id_kernel(struct veth_priv) & 0;
}

SEC("tc")
int tracked(struct __sk_buff *skb)
{
    struct bpf_sock_tuple tuple = {};
    struct bpf_ct_opts options = { .netns_id = -1, .l4proto = 6 };
    struct nf_conn *found = bpf_skb_ct_lookup(skb, &tuple, sizeof(tuple.ipv4), &options, sizeof(options));
    if (!found) return 0;
    int mark = found->mark;
    if (bpf_no_such_function) bpf_no_such_function(found);
    bpf_ct_release(found);
    return mark;
}

SEC("tc")
int tracked_by_flavor(struct __sk_buff *skb)
{
    struct bpf_sock_tuple tuple = {};
    struct bpf_ct_opts options = { .netns_id = -1, .l4proto = 6 };
    struct nf_conn *found = bpf_skb_ct_lookup(skb, &tuple, sizeof(tuple.ipv4), &options, sizeof(options));
    if (found) bpf_ct_release___other(found);
    return 0;
}
