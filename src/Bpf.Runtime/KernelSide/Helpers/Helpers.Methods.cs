using Bpf.Core.Kernel;

namespace Bpf;

// Written by tests/Bpf.Frontend.Tests/HelperMethods.cs from the tables in src/Bpf.Core/Kernel: change those.
public static partial class Helpers
{
    /// <summary>Writes bytes into the packet at an offset; checks of the packet's bounds made before it are void. <c>bpf_skb_store_bytes</c> (Linux 4.1), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbStoreBytes<TFrom>(uint offset, in TFrom from, ulong flags) where TFrom : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbStoreBytes);

    /// <summary>Updates the IPv4 checksum at an offset for a field that changed; its size is 2, 4 or, for a difference in <c>to</c>, 0. <c>bpf_l3_csum_replace</c> (Linux 4.1), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long L3CsumReplace(uint offset, ulong from, ulong to, ulong size) => throw BytecodeOnly.Helper(HelperId.L3CsumReplace);

    /// <summary>Updates the TCP, UDP or ICMP checksum at an offset for a field that changed; the flags hold its size. <c>bpf_l4_csum_replace</c> (Linux 4.1), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long L4CsumReplace(uint offset, ulong from, ulong to, ulong flags) => throw BytecodeOnly.Helper(HelperId.L4CsumReplace);

    /// <summary>Sends a copy of the packet to another interface and goes on with the packet. <c>bpf_clone_redirect</c> (Linux 4.2), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long CloneRedirect(uint ifindex, ulong flags) => throw BytecodeOnly.Helper(HelperId.CloneRedirect);

    /// <summary>The net_cls class of the current task's control group. <c>bpf_get_cgroup_classid</c> (Linux 4.3), see bpf-helpers(7).</summary>
    /// <returns>The class; 0 without one.</returns>
    public static uint GetCgroupClassid() => (uint)BpfWorld.Current.CallScalarHelper(HelperId.GetCgroupClassid);

    /// <summary>Puts a VLAN tag on the packet; the protocol is 802.1Q where it is 0. <c>bpf_skb_vlan_push</c> (Linux 4.3), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbVlanPush(UInt16BE vlanProto, ushort vlanTci) => throw BytecodeOnly.Helper(HelperId.SkbVlanPush);

    /// <summary>Takes the outer VLAN tag off the packet. <c>bpf_skb_vlan_pop</c> (Linux 4.3), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbVlanPop() => throw BytecodeOnly.Helper(HelperId.SkbVlanPop);

    /// <summary>Reads the metadata of the tunnel that the packet came by (<c>struct bpf_tunnel_key</c>). <c>bpf_skb_get_tunnel_key</c> (Linux 4.3), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbGetTunnelKey<TKey>(out TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbGetTunnelKey);

    /// <summary>Sets the metadata of the tunnel that the packet is to take (<c>struct bpf_tunnel_key</c>). <c>bpf_skb_set_tunnel_key</c> (Linux 4.3), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbSetTunnelKey<TKey>(in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbSetTunnelKey);

    /// <summary>Reads a hardware counter of a map of perf events; the flags hold its index or ask for the current CPU's. <c>bpf_perf_event_read</c> (Linux 4.3, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>The counter, or a negative errno in 64 bits.</returns>
    public static ulong PerfEventRead(MapDeclaration map, ulong flags) => throw BytecodeOnly.Helper(HelperId.PerfEventRead);

    /// <summary>Has the packet sent to another interface when the program ends. <c>bpf_redirect</c> (Linux 4.4), see bpf-helpers(7).</summary>
    /// <returns>What the program is to return.</returns>
    public static long Redirect(uint ifindex, ulong flags) => throw BytecodeOnly.Helper(HelperId.Redirect);

    /// <summary>The realm of the packet's route. <c>bpf_get_route_realm</c> (Linux 4.4), see bpf-helpers(7).</summary>
    /// <returns>The realm; 0 without one.</returns>
    public static uint GetRouteRealm() => throw BytecodeOnly.Helper(HelperId.GetRouteRealm);

    /// <summary>Writes data as a sample into a map of perf events; the flags hold the CPU's index or ask for the current one's. <c>bpf_perf_event_output</c> (Linux 4.4, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long PerfEventOutput<TData>(MapDeclaration map, ulong flags, in TData data) where TData : unmanaged => throw BytecodeOnly.Helper(HelperId.PerfEventOutput);

    /// <summary>Copies bytes of the packet from an offset, wherever they lie. <c>bpf_skb_load_bytes</c> (Linux 4.5), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbLoadBytes<TTo>(uint offset, out TTo to) where TTo : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbLoadBytes);

    /// <summary>Keeps the current stack in a stack trace map; the flags hold frames to skip and whose stack it is. <c>bpf_get_stackid</c> (Linux 4.6, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>The stack's key in the map, or a negative errno.</returns>
    public static long GetStackid(MapDeclaration map, ulong flags) => throw BytecodeOnly.Helper(HelperId.GetStackid);

    /// <summary>The checksum's difference where bytes are replaced by others; either may be none, sizes are multiples of 4. <c>bpf_csum_diff</c> (Linux 4.6), see bpf-helpers(7).</summary>
    /// <returns>The 32-bit difference, or a negative errno.</returns>
    public static long CsumDiff<TFrom, TTo>(in TFrom from, in TTo to, uint seed) where TFrom : unmanaged where TTo : unmanaged => throw BytecodeOnly.Helper(HelperId.CsumDiff);

    /// <summary>Reads the options of the tunnel that the packet came by. <c>bpf_skb_get_tunnel_opt</c> (Linux 4.6), see bpf-helpers(7).</summary>
    /// <returns>Bytes read, or a negative errno.</returns>
    public static long SkbGetTunnelOpt<TOpt>(out TOpt opt) where TOpt : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbGetTunnelOpt);

    /// <summary>Sets the options of the tunnel that the packet is to take. <c>bpf_skb_set_tunnel_opt</c> (Linux 4.6), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbSetTunnelOpt<TOpt>(in TOpt opt) where TOpt : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbSetTunnelOpt);

    /// <summary>Makes an IPv4 packet room for IPv6's header, or the other way round; the headers themselves are the program's to write. <c>bpf_skb_change_proto</c> (Linux 4.8), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbChangeProto(UInt16BE proto, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkbChangeProto);

    /// <summary>Changes the packet's kind (<c>PACKET_HOST</c>, ...). <c>bpf_skb_change_type</c> (Linux 4.8), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbChangeType(uint type) => throw BytecodeOnly.Helper(HelperId.SkbChangeType);

    /// <summary>Whether the packet's socket is in a control group of a map, or below it. <c>bpf_skb_under_cgroup</c> (Linux 4.8), see bpf-helpers(7).</summary>
    /// <returns>1 if so, 0 if not, or a negative errno.</returns>
    public static long SkbUnderCgroup(MapDeclaration map, uint index) => throw BytecodeOnly.Helper(HelperId.SkbUnderCgroup);

    /// <summary>The packet's flow hash, computed where there is none yet. <c>bpf_get_hash_recalc</c> (Linux 4.8), see bpf-helpers(7).</summary>
    /// <returns>The 32-bit hash.</returns>
    public static uint GetHashRecalc() => throw BytecodeOnly.Helper(HelperId.GetHashRecalc);

    /// <summary>Writes bytes into the current task's memory: for debugging only, the kernel logs every program that has it. <c>bpf_probe_write_user</c> (Linux 4.8, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long ProbeWriteUser<TSrc>(ulong dst, in TSrc src) where TSrc : unmanaged => throw BytecodeOnly.Helper(HelperId.ProbeWriteUser);

    /// <summary>Whether the current task is in a control group of a map, or below it. <c>bpf_current_task_under_cgroup</c> (Linux 4.9), see bpf-helpers(7).</summary>
    /// <returns>1 if so, 0 if not, or a negative errno.</returns>
    public static long CurrentTaskUnderCgroup(MapDeclaration map, uint index) => throw BytecodeOnly.Helper(HelperId.CurrentTaskUnderCgroup);

    /// <summary>Makes the packet as many bytes long, cut or lengthened at its end. <c>bpf_skb_change_tail</c> (Linux 4.9), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbChangeTail(uint len, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkbChangeTail);

    /// <summary>Makes as many bytes of the packet directly readable and writable; 0 for its whole linear part. <c>bpf_skb_pull_data</c> (Linux 4.9), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbPullData(uint len) => throw BytecodeOnly.Helper(HelperId.SkbPullData);

    /// <summary>Adds to the checksum of a packet whose checksum the device gave. <c>bpf_csum_update</c> (Linux 4.9), see bpf-helpers(7).</summary>
    /// <returns>The new checksum, or a negative errno.</returns>
    public static long CsumUpdate(uint csum) => throw BytecodeOnly.Helper(HelperId.CsumUpdate);

    /// <summary>Has the packet's flow hash computed anew when it is next asked for. <c>bpf_set_hash_invalid</c> (Linux 4.9), see bpf-helpers(7).</summary>
    /// <returns>0.</returns>
    public static long SetHashInvalid() => throw BytecodeOnly.Helper(HelperId.SetHashInvalid);

    /// <summary>Adds as many bytes before the packet, for a header. <c>bpf_skb_change_head</c> (Linux 4.10), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbChangeHead(uint len, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkbChangeHead);

    /// <summary>Moves the packet's start by as many bytes: negative for room for a header, positive to take one off. <c>bpf_xdp_adjust_head</c> (Linux 4.10), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long XdpAdjustHead(int delta) => throw BytecodeOnly.Helper(HelperId.XdpAdjustHead);

    /// <summary>A number that no other socket since boot has. <c>bpf_get_socket_cookie</c> (Linux 4.12), see bpf-helpers(7).</summary>
    /// <returns>The cookie; 0 without a socket.</returns>
    public static ulong GetSocketCookie() => throw BytecodeOnly.Helper(HelperId.GetSocketCookie);

    /// <summary>The user that owns the packet's socket. <c>bpf_get_socket_uid</c> (Linux 4.12), see bpf-helpers(7).</summary>
    /// <returns>The user's number; the overflow number without a full socket.</returns>
    public static uint GetSocketUid() => throw BytecodeOnly.Helper(HelperId.GetSocketUid);

    /// <summary>Sets the packet's flow hash. <c>bpf_set_hash</c> (Linux 4.13), see bpf-helpers(7).</summary>
    /// <returns>0.</returns>
    public static long SetHash(uint hash) => throw BytecodeOnly.Helper(HelperId.SetHash);

    /// <summary>Sets an option of the socket, as setsockopt(2) does for those options that programs may set. <c>bpf_setsockopt</c> (Linux 4.13), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long Setsockopt<TOptval>(int level, int optname, in TOptval optval) where TOptval : unmanaged => throw BytecodeOnly.Helper(HelperId.Setsockopt);

    /// <summary>Adds or takes off bytes behind the MAC or the IP header; the mode says which. <c>bpf_skb_adjust_room</c> (Linux 4.13), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbAdjustRoom(int lenDiff, uint mode, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkbAdjustRoom);

    /// <summary>Has the packet sent to what a device, CPU or socket map holds under a key; the low bits of the flags are the verdict where it holds nothing. <c>bpf_redirect_map</c> (Linux 4.14), see bpf-helpers(7).</summary>
    /// <returns>What the program is to return.</returns>
    public static long RedirectMap(MapDeclaration map, uint key, ulong flags) => throw BytecodeOnly.Helper(HelperId.RedirectMap);

    /// <summary>Has the message sent to a socket of a socket map. <c>bpf_sk_redirect_map</c> (Linux 4.14), see bpf-helpers(7).</summary>
    /// <returns>What the program is to return.</returns>
    public static long SkRedirectMap(MapDeclaration map, uint key, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkRedirectMap);

    /// <summary>Puts the socket into a socket map. <c>bpf_sock_map_update</c> (Linux 4.14), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SockMapUpdate<TKey>(MapDeclaration map, in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SockMapUpdate);

    /// <summary>Moves the start of the metadata before the packet by as many bytes. <c>bpf_xdp_adjust_meta</c> (Linux 4.15), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long XdpAdjustMeta(int delta) => throw BytecodeOnly.Helper(HelperId.XdpAdjustMeta);

    /// <summary>Reads a counter of a map of perf events, with its times (<c>struct bpf_perf_event_value</c>). <c>bpf_perf_event_read_value</c> (Linux 4.15, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long PerfEventReadValue<TBuf>(MapDeclaration map, ulong flags, out TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.PerfEventReadValue);

    /// <summary>Reads the counter that the program is attached to, with its times (<c>struct bpf_perf_event_value</c>). <c>bpf_perf_prog_read_value</c> (Linux 4.15, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long PerfProgReadValue<TBuf>(out TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.PerfProgReadValue);

    /// <summary>Reads an option of the socket, as getsockopt(2) does for those options that programs may read. <c>bpf_getsockopt</c> (Linux 4.15), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long Getsockopt<TOptval>(int level, int optname, out TOptval optval) where TOptval : unmanaged => throw BytecodeOnly.Helper(HelperId.Getsockopt);

    /// <summary>Has the probed function return a value without running; the function has to allow it (<c>ALLOW_ERROR_INJECTION</c>). <c>bpf_override_return</c> (Linux 4.16, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0.</returns>
    public static long OverrideReturn(ulong rc) => throw BytecodeOnly.Helper(HelperId.OverrideReturn);

    /// <summary>Sets which events of the connection call the program (<c>BPF_SOCK_OPS_*_CB_FLAG</c>). <c>bpf_sock_ops_cb_flags_set</c> (Linux 4.16), see bpf-helpers(7).</summary>
    /// <returns>Flags that this kernel doesn't know, or a negative errno.</returns>
    public static long SockOpsCbFlagsSet(int argval) => throw BytecodeOnly.Helper(HelperId.SockOpsCbFlagsSet);

    /// <summary>Has the message sent to a socket of a socket map. <c>bpf_msg_redirect_map</c> (Linux 4.17), see bpf-helpers(7).</summary>
    /// <returns>What the program is to return.</returns>
    public static long MsgRedirectMap(MapDeclaration map, uint key, ulong flags) => throw BytecodeOnly.Helper(HelperId.MsgRedirectMap);

    /// <summary>Has the verdict hold for as many bytes, of this message or the next. <c>bpf_msg_apply_bytes</c> (Linux 4.17), see bpf-helpers(7).</summary>
    /// <returns>0.</returns>
    public static long MsgApplyBytes(uint bytes) => throw BytecodeOnly.Helper(HelperId.MsgApplyBytes);

    /// <summary>Has the program called again only when as many bytes are there. <c>bpf_msg_cork_bytes</c> (Linux 4.17), see bpf-helpers(7).</summary>
    /// <returns>0.</returns>
    public static long MsgCorkBytes(uint bytes) => throw BytecodeOnly.Helper(HelperId.MsgCorkBytes);

    /// <summary>Makes the message's bytes from one offset to another directly readable and writable. <c>bpf_msg_pull_data</c> (Linux 4.17), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long MsgPullData(uint start, uint end, ulong flags) => throw BytecodeOnly.Helper(HelperId.MsgPullData);

    /// <summary>Binds the socket to an address before it connects (<c>struct sockaddr_in</c> or <c>sockaddr_in6</c>). <c>bpf_bind</c> (Linux 4.17), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long Bind<TAddr>(in TAddr addr) where TAddr : unmanaged => throw BytecodeOnly.Helper(HelperId.Bind);

    /// <summary>Moves the packet's end by as many bytes: negative to cut it. <c>bpf_xdp_adjust_tail</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long XdpAdjustTail(int delta) => throw BytecodeOnly.Helper(HelperId.XdpAdjustTail);

    /// <summary>Reads a state of the packet's IPsec path by index (<c>struct bpf_xfrm_state</c>). <c>bpf_skb_get_xfrm_state</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbGetXfrmState<TXfrmState>(uint index, out TXfrmState xfrmState, ulong flags) where TXfrmState : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbGetXfrmState);

    /// <summary>Copies the current stack's addresses; the flags hold frames to skip and whose stack it is. <c>bpf_get_stack</c> (Linux 4.18, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>Bytes written, or a negative errno.</returns>
    public static long GetStack<TBuf>(out TBuf buf, ulong flags) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.GetStack);

    /// <summary>Copies bytes of the packet from an offset behind the MAC or the network header. <c>bpf_skb_load_bytes_relative</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbLoadBytesRelative<TTo>(uint offset, out TTo to, uint startHeader) where TTo : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbLoadBytesRelative);

    /// <summary>Looks up the route to an address and the neighbor's MAC (<c>struct bpf_fib_lookup</c>, filled in). <c>bpf_fib_lookup</c> (Linux 4.18, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0 where it may be forwarded, above 0 why not (<c>BPF_FIB_LKUP_RET_*</c>), or a negative errno.</returns>
    public static long FibLookup<TParameters>(ref TParameters parameters, uint flags) where TParameters : unmanaged => throw BytecodeOnly.Helper(HelperId.FibLookup);

    /// <summary>Puts the socket into a socket hash table. <c>bpf_sock_hash_update</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SockHashUpdate<TKey>(MapDeclaration map, in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SockHashUpdate);

    /// <summary>Has the message sent to a socket of a socket hash table. <c>bpf_msg_redirect_hash</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>What the program is to return.</returns>
    public static long MsgRedirectHash<TKey>(MapDeclaration map, in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.MsgRedirectHash);

    /// <summary>Has the message sent to a socket of a socket hash table. <c>bpf_sk_redirect_hash</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>What the program is to return.</returns>
    public static long SkRedirectHash<TKey>(MapDeclaration map, in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SkRedirectHash);

    /// <summary>Puts the packet into an outer header: IPv6 segment routing or IP. <c>bpf_lwt_push_encap</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long LwtPushEncap<THdr>(uint type, in THdr hdr) where THdr : unmanaged => throw BytecodeOnly.Helper(HelperId.LwtPushEncap);

    /// <summary>Writes bytes into the packet's segment routing header, where it may be written. <c>bpf_lwt_seg6_store_bytes</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long LwtSeg6StoreBytes<TFrom>(uint offset, in TFrom from) where TFrom : unmanaged => throw BytecodeOnly.Helper(HelperId.LwtSeg6StoreBytes);

    /// <summary>Adds or takes off bytes of the TLVs in the packet's segment routing header. <c>bpf_lwt_seg6_adjust_srh</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long LwtSeg6AdjustSrh(uint offset, int delta) => throw BytecodeOnly.Helper(HelperId.LwtSeg6AdjustSrh);

    /// <summary>Does a segment routing action on the packet (<c>SEG6_LOCAL_ACTION_*</c>). <c>bpf_lwt_seg6_action</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long LwtSeg6Action<TParam>(uint action, in TParam param) where TParam : unmanaged => throw BytecodeOnly.Helper(HelperId.LwtSeg6Action);

    /// <summary>Reports that the last key of a remote control is still held. <c>bpf_rc_repeat</c> (Linux 4.18, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0.</returns>
    public static long RcRepeat() => throw BytecodeOnly.Helper(HelperId.RcRepeat);

    /// <summary>Reports a key of a remote control. <c>bpf_rc_keydown</c> (Linux 4.18, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0.</returns>
    public static long RcKeydown(uint protocol, ulong scancode, uint toggle) => throw BytecodeOnly.Helper(HelperId.RcKeydown);

    /// <summary>The number of the control group of the packet's socket. <c>bpf_skb_cgroup_id</c> (Linux 4.18), see bpf-helpers(7).</summary>
    /// <returns>The number; 0 without a full socket.</returns>
    public static ulong SkbCgroupId() => throw BytecodeOnly.Helper(HelperId.SkbCgroupId);

    /// <summary>The value that the control group's storage map holds for this program's group; flags are 0. <c>bpf_get_local_storage</c> (Linux 4.19), see bpf-helpers(7).</summary>
    /// <returns>The value, never null.</returns>
    public static Ref<TValue> GetLocalStorage<TValue>(MapDeclaration map, ulong flags) where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.GetLocalStorage);

    /// <summary>Chooses the socket of a map that gets the packet. <c>bpf_sk_select_reuseport</c> (Linux 4.19), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkSelectReuseport<TKey>(MapDeclaration map, in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SkSelectReuseport);

    /// <summary>The number of the control group at a level above that of the packet's socket; the root's level is 0. <c>bpf_skb_ancestor_cgroup_id</c> (Linux 4.19), see bpf-helpers(7).</summary>
    /// <returns>The number; 0 where there is none.</returns>
    public static ulong SkbAncestorCgroupId(int ancestorLevel) => throw BytecodeOnly.Helper(HelperId.SkbAncestorCgroupId);

    /// <summary>Finds the TCP socket of an address pair (<c>struct bpf_sock_tuple</c>) in a network namespace, -1 in 32 bits for the packet's own. <c>bpf_sk_lookup_tcp</c> (Linux 4.20), see bpf-helpers(7).</summary>
    /// <returns>The socket, to be given back by <c>SkRelease</c>; null where there is none.</returns>
    public static Ref<BpfSock> SkLookupTcp<TTuple>(in TTuple tuple, ulong netns, ulong flags) where TTuple : unmanaged => throw BytecodeOnly.Helper(HelperId.SkLookupTcp);

    /// <summary>Finds the UDP socket of an address pair (<c>struct bpf_sock_tuple</c>) in a network namespace, -1 in 32 bits for the packet's own. <c>bpf_sk_lookup_udp</c> (Linux 4.20), see bpf-helpers(7).</summary>
    /// <returns>The socket, to be given back by <c>SkRelease</c>; null where there is none.</returns>
    public static Ref<BpfSock> SkLookupUdp<TTuple>(in TTuple tuple, ulong netns, ulong flags) where TTuple : unmanaged => throw BytecodeOnly.Helper(HelperId.SkLookupUdp);

    /// <summary>Gives back a socket that a look-up found. <c>bpf_sk_release</c> (Linux 4.20), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkRelease(Ref<BpfSock> sock) => throw BytecodeOnly.Helper(HelperId.SkRelease);

    /// <summary>Puts a value into a queue, a stack or a Bloom filter; <c>BPF_EXIST</c> drops the oldest where it is full. <c>bpf_map_push_elem</c> (Linux 4.20), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long MapPushElem<TValue>(MapDeclaration map, in TValue value, ulong flags) where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.MapPushElem);

    /// <summary>Takes a value out of a queue or a stack. <c>bpf_map_pop_elem</c> (Linux 4.20), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long MapPopElem<TValue>(MapDeclaration map, out TValue value) where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.MapPopElem);

    /// <summary>Reads the next value of a queue or a stack, or asks a Bloom filter for one. <c>bpf_map_peek_elem</c> (Linux 4.20), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long MapPeekElem<TValue>(MapDeclaration map, out TValue value) where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.MapPeekElem);

    /// <summary>Adds as many bytes to the message at an offset. <c>bpf_msg_push_data</c> (Linux 4.20), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long MsgPushData(uint start, uint len, ulong flags) => throw BytecodeOnly.Helper(HelperId.MsgPushData);

    /// <summary>Takes as many bytes off the message at an offset. <c>bpf_msg_pop_data</c> (Linux 5.0), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long MsgPopData(uint start, uint len, ulong flags) => throw BytecodeOnly.Helper(HelperId.MsgPopData);

    /// <summary>Reports that a pointer of a remote control moved. <c>bpf_rc_pointer_rel</c> (Linux 5.0, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0.</returns>
    public static long RcPointerRel(int relX, int relY) => throw BytecodeOnly.Helper(HelperId.RcPointerRel);

    /// <summary>The full socket of one that may be a request or waiting for its end. <c>bpf_sk_fullsock</c> (Linux 5.1), see bpf-helpers(7).</summary>
    /// <returns>The socket; null where it isn't full.</returns>
    public static Ref<BpfSock> SkFullsock(Ref<BpfSock> sk) => throw BytecodeOnly.Helper(HelperId.SkFullsock);

    /// <summary>The TCP fields of a socket. <c>bpf_tcp_sock</c> (Linux 5.1), see bpf-helpers(7).</summary>
    /// <returns>The fields; null where it is no TCP socket.</returns>
    public static Ref<BpfTcpSock> TcpSock(Ref<BpfSock> sk) => throw BytecodeOnly.Helper(HelperId.TcpSock);

    /// <summary>Marks the packet as having met congestion, where it allows it. <c>bpf_skb_ecn_set_ce</c> (Linux 5.1), see bpf-helpers(7).</summary>
    /// <returns>1 where it is marked, 0 where not.</returns>
    public static long SkbEcnSetCe() => throw BytecodeOnly.Helper(HelperId.SkbEcnSetCe);

    /// <summary>The listening socket that a socket came from. <c>bpf_get_listener_sock</c> (Linux 5.1), see bpf-helpers(7).</summary>
    /// <returns>The socket; null where there is none.</returns>
    public static Ref<BpfSock> GetListenerSock(Ref<BpfSock> sk) => throw BytecodeOnly.Helper(HelperId.GetListenerSock);

    /// <summary>Finds the TCP socket of an address pair, those without a full socket too. <c>bpf_skc_lookup_tcp</c> (Linux 5.2), see bpf-helpers(7).</summary>
    /// <returns>The socket, to be given back by <c>SkRelease</c>; null where there is none.</returns>
    public static Ref<BpfSock> SkcLookupTcp<TTuple>(in TTuple tuple, ulong netns, ulong flags) where TTuple : unmanaged => throw BytecodeOnly.Helper(HelperId.SkcLookupTcp);

    /// <summary>Whether a packet is a valid answer to a SYN cookie. <c>bpf_tcp_check_syncookie</c> (Linux 5.2, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0 if it is, or a negative errno.</returns>
    public static long TcpCheckSyncookie<TIph, TTh>(Ref<BpfSock> sk, in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpCheckSyncookie);

    /// <summary>Reads the name of the sysctl, as below /proc/sys. <c>bpf_sysctl_get_name</c> (Linux 5.2), see bpf-helpers(7).</summary>
    /// <returns>Its length without the NUL, or a negative errno (-E2BIG: cut).</returns>
    public static long SysctlGetName<TBuf>(ref TBuf buf, ulong flags) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.SysctlGetName);

    /// <summary>Reads the sysctl's value as text. <c>bpf_sysctl_get_current_value</c> (Linux 5.2), see bpf-helpers(7).</summary>
    /// <returns>Its length without the NUL, or a negative errno (-E2BIG: cut).</returns>
    public static long SysctlGetCurrentValue<TBuf>(out TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.SysctlGetCurrentValue);

    /// <summary>Reads the value that is being written to the sysctl, as text. <c>bpf_sysctl_get_new_value</c> (Linux 5.2), see bpf-helpers(7).</summary>
    /// <returns>Its length without the NUL, or a negative errno (-E2BIG: cut, -EINVAL: it is being read).</returns>
    public static long SysctlGetNewValue<TBuf>(out TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.SysctlGetNewValue);

    /// <summary>Replaces the value that is being written to the sysctl. <c>bpf_sysctl_set_new_value</c> (Linux 5.2), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SysctlSetNewValue<TBuf>(in TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.SysctlSetNewValue);

    /// <summary>Reads a signed number from text; the flags hold the base (8, 10, 16; 0: by its prefix). <c>bpf_strtol</c> (Linux 5.2), see bpf-helpers(7).</summary>
    /// <returns>Characters read, or a negative errno.</returns>
    public static long Strtol<TBuf>(in TBuf buf, ulong flags, out ulong res) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.Strtol);

    /// <summary>Reads an unsigned number from text; the flags hold the base (8, 10, 16; 0: by its prefix). <c>bpf_strtoul</c> (Linux 5.2), see bpf-helpers(7).</summary>
    /// <returns>Characters read, or a negative errno.</returns>
    public static long Strtoul<TBuf>(in TBuf buf, ulong flags, out ulong res) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.Strtoul);

    /// <summary>The value that a storage map holds for a socket; the flag 1 makes one, with the value given. <c>bpf_sk_storage_get</c> (Linux 5.2), see bpf-helpers(7).</summary>
    /// <returns>The value; null where there is none.</returns>
    public static Ref<TValue> SkStorageGet<TValue>(MapDeclaration map, Ref<BpfSock> sk, in TValue value, ulong flags) where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.SkStorageGet);

    /// <summary>Removes the value that a storage map holds for a socket. <c>bpf_sk_storage_delete</c> (Linux 5.2), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkStorageDelete(MapDeclaration map, Ref<BpfSock> sk) => throw BytecodeOnly.Helper(HelperId.SkStorageDelete);

    /// <summary>Sends a signal to the current process, to any of its threads. <c>bpf_send_signal</c> (Linux 5.3), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SendSignal(uint sig) => (long)BpfWorld.Current.CallScalarHelper(HelperId.SendSignal, (ulong)sig);

    /// <summary>Makes the SYN cookie for a packet. <c>bpf_tcp_gen_syncookie</c> (Linux 5.3, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>The cookie in 32 bits and the MSS in the 16 above, or a negative errno.</returns>
    public static long TcpGenSyncookie<TIph, TTh>(Ref<BpfSock> sk, in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpGenSyncookie);

    /// <summary>Sends a signal to the current thread. <c>bpf_send_signal_thread</c> (Linux 5.6), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SendSignalThread(uint sig) => (long)BpfWorld.Current.CallScalarHelper(HelperId.SendSignalThread, (ulong)sig);

    /// <summary>Copies the branches that the processor recorded (<c>struct perf_branch_entry</c>). <c>bpf_read_branch_records</c> (Linux 5.7, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>Bytes written (with the flag 1: bytes that there are), or a negative errno.</returns>
    public static long ReadBranchRecords<TBuf>(ref TBuf buf, ulong flags) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.ReadBranchRecords);

    /// <summary>The thread and process numbers in a PID namespace, which is named by the device and inode of its file. <c>bpf_get_ns_current_pid_tgid</c> (Linux 5.7), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long GetNsCurrentPidTgid<TNsdata>(ulong dev, ulong ino, out TNsdata nsdata) where TNsdata : unmanaged => throw BytecodeOnly.Helper(HelperId.GetNsCurrentPidTgid);

    /// <summary>A number that no other network namespace since boot has. <c>bpf_get_netns_cookie</c> (Linux 5.7), see bpf-helpers(7).</summary>
    /// <returns>The cookie.</returns>
    public static ulong GetNetnsCookie() => throw BytecodeOnly.Helper(HelperId.GetNetnsCookie);

    /// <summary>The number of the control group at a level above the current task's; the root's level is 0. <c>bpf_get_current_ancestor_cgroup_id</c> (Linux 5.7), see bpf-helpers(7).</summary>
    /// <returns>The number; 0 where there is none.</returns>
    public static ulong GetCurrentAncestorCgroupId(int ancestorLevel) => BpfWorld.Current.CallScalarHelper(HelperId.GetCurrentAncestorCgroupId, (ulong)ancestorLevel);

    /// <summary>Has a socket get the packet, whatever its addresses are. <c>bpf_sk_assign</c> (Linux 5.7), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkAssign(Ref<BpfSock> sk, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkAssign);

    /// <summary>The number of the control group of a socket. <c>bpf_sk_cgroup_id</c> (Linux 5.8), see bpf-helpers(7).</summary>
    /// <returns>The number; 0 without a full socket.</returns>
    public static ulong SkCgroupId(Ref<BpfSock> sk) => throw BytecodeOnly.Helper(HelperId.SkCgroupId);

    /// <summary>The number of the control group at a level above that of a socket; the root's level is 0. <c>bpf_sk_ancestor_cgroup_id</c> (Linux 5.8), see bpf-helpers(7).</summary>
    /// <returns>The number; 0 where there is none.</returns>
    public static ulong SkAncestorCgroupId(Ref<BpfSock> sk, int ancestorLevel) => throw BytecodeOnly.Helper(HelperId.SkAncestorCgroupId);

    /// <summary>Asks a ring buffer for unread bytes (0), its size (1), or the positions of its reader (2) or writer (3), all in bytes. <c>bpf_ringbuf_query</c> (Linux 5.8), see bpf-helpers(7).</summary>
    /// <returns>The answer; 0 for another question.</returns>
    public static ulong RingbufQuery(MapDeclaration ringbuf, ulong flags) => throw BytecodeOnly.Helper(HelperId.RingbufQuery);

    /// <summary>Changes or asks how many checksums of the packet have been checked (<c>BPF_CSUM_LEVEL_*</c>). <c>bpf_csum_level</c> (Linux 5.8), see bpf-helpers(7).</summary>
    /// <returns>0 or the level asked for, or a negative errno.</returns>
    public static long CsumLevel(ulong level) => throw BytecodeOnly.Helper(HelperId.CsumLevel);

    /// <summary>Reads a TCP header option by its kind, which the buffer's start holds. <c>bpf_load_hdr_opt</c> (Linux 5.10), see bpf-helpers(7).</summary>
    /// <returns>Its length, or a negative errno.</returns>
    public static long LoadHdrOpt<TSearchbyRes>(ref TSearchbyRes searchbyRes, ulong flags) where TSearchbyRes : unmanaged => throw BytecodeOnly.Helper(HelperId.LoadHdrOpt);

    /// <summary>Writes a TCP header option into the packet that is being made. <c>bpf_store_hdr_opt</c> (Linux 5.10), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long StoreHdrOpt<TFrom>(in TFrom from, ulong flags) where TFrom : unmanaged => throw BytecodeOnly.Helper(HelperId.StoreHdrOpt);

    /// <summary>Asks for as many bytes of TCP header options, to be written later. <c>bpf_reserve_hdr_opt</c> (Linux 5.10), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long ReserveHdrOpt(uint len, ulong flags) => throw BytecodeOnly.Helper(HelperId.ReserveHdrOpt);

    /// <summary>Reads bytes of the current task's memory, waiting for pages that are not there: for programs that may sleep. <c>bpf_copy_from_user</c> (Linux 5.10), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long CopyFromUser<TDst>(out TDst dst, ulong userPtr) where TDst : unmanaged => throw BytecodeOnly.Helper(HelperId.CopyFromUser);

    /// <summary>Writes a kernel object as text by its type (<c>struct btf_ptr</c>). <c>bpf_snprintf_btf</c> (Linux 5.10), see bpf-helpers(7).</summary>
    /// <returns>The text's length, cut or not, or a negative errno.</returns>
    public static long SnprintfBtf<TStr, TPtr>(ref TStr str, in TPtr ptr, ulong flags) where TStr : unmanaged where TPtr : unmanaged => throw BytecodeOnly.Helper(HelperId.SnprintfBtf);

    /// <summary>The net_cls class of the control group of the packet's socket. <c>bpf_skb_cgroup_classid</c> (Linux 5.10), see bpf-helpers(7).</summary>
    /// <returns>The class; 0 without one.</returns>
    public static ulong SkbCgroupClassid() => throw BytecodeOnly.Helper(HelperId.SkbCgroupClassid);

    /// <summary>Has the packet sent to another interface when the program ends, with the MAC addresses of the neighbor. <c>bpf_redirect_neigh</c> (Linux 5.10), see bpf-helpers(7).</summary>
    /// <returns>What the program is to return.</returns>
    public static long RedirectNeigh<TParameters>(uint ifindex, in TParameters parameters, ulong flags) where TParameters : unmanaged => throw BytecodeOnly.Helper(HelperId.RedirectNeigh);

    /// <summary>Has the packet received by the other end of an interface, in its network namespace. <c>bpf_redirect_peer</c> (Linux 5.10), see bpf-helpers(7).</summary>
    /// <returns>What the program is to return.</returns>
    public static long RedirectPeer(uint ifindex, ulong flags) => throw BytecodeOnly.Helper(HelperId.RedirectPeer);

    /// <summary>Whether the packet, changed by as many bytes, exceeds an interface's MTU (0: its own), which is written back. <c>bpf_check_mtu</c> (Linux 5.12, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0 if it fits, above 0 if not (<c>BPF_MTU_CHK_RET_*</c>), or a negative errno.</returns>
    public static long CheckMtu<TMtuLen>(uint ifindex, ref TMtuLen mtuLen, int lenDiff, ulong flags) where TMtuLen : unmanaged => throw BytecodeOnly.Helper(HelperId.CheckMtu);

    /// <summary>Calls bpf(2) with a command and its attributes (<c>union bpf_attr</c>): for syscall programs. <c>bpf_sys_bpf</c> (Linux 5.14), see bpf-helpers(7).</summary>
    /// <returns>What bpf(2) returns.</returns>
    public static long SysBpf<TAttr>(uint cmd, in TAttr attr) where TAttr : unmanaged => throw BytecodeOnly.Helper(HelperId.SysBpf);

    /// <summary>Finds a type of the kernel by name and kind. <c>bpf_btf_find_by_name_kind</c> (Linux 5.14), see bpf-helpers(7).</summary>
    /// <returns>The type's number, with the module's descriptor in the upper 32 bits, or a negative errno.</returns>
    public static long BtfFindByNameKind<TName>(in TName name, uint kind, int flags) where TName : unmanaged => throw BytecodeOnly.Helper(HelperId.BtfFindByNameKind);

    /// <summary>Closes a file descriptor: for syscall programs. <c>bpf_sys_close</c> (Linux 5.14), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SysClose(uint fd) => (long)BpfWorld.Current.CallScalarHelper(HelperId.SysClose, (ulong)fd);

    /// <summary>The address of the function that the program is attached to. <c>bpf_get_func_ip</c> (Linux 5.15, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>The address; 0 where a kprobe is not at a function's entry.</returns>
    public static ulong GetFuncIp() => throw BytecodeOnly.Helper(HelperId.GetFuncIp);

    /// <summary>The number that was given when the program was attached. <c>bpf_get_attach_cookie</c> (Linux 5.15), see bpf-helpers(7).</summary>
    /// <returns>The cookie; 0 where none was given.</returns>
    public static ulong GetAttachCookie() => throw BytecodeOnly.Helper(HelperId.GetAttachCookie);

    /// <summary>Copies the branches that the processor has recorded up to now (<c>struct perf_branch_entry</c>). <c>bpf_get_branch_snapshot</c> (Linux 5.16, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>Bytes written, or a negative errno.</returns>
    public static long GetBranchSnapshot<TEntries>(out TEntries entries) where TEntries : unmanaged => throw BytecodeOnly.Helper(HelperId.GetBranchSnapshot);

    /// <summary>Finds the address of a kernel symbol: for syscall programs. <c>bpf_kallsyms_lookup_name</c> (Linux 5.16), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long KallsymsLookupName<TName>(in TName name, int flags, out ulong res) where TName : unmanaged => throw BytecodeOnly.Helper(HelperId.KallsymsLookupName);

    /// <summary>Compares text with a constant one. <c>bpf_strncmp</c> (Linux 5.17), see bpf-helpers(7).</summary>
    /// <returns>Below 0, 0 or above 0, as strncmp(3).</returns>
    public static long Strncmp<TS1>(in TS1 s1, string s2) where TS1 : unmanaged => throw BytecodeOnly.Helper(HelperId.Strncmp);

    /// <summary>An argument of the traced function, from 0. <c>bpf_get_func_arg</c> (Linux 5.17), see bpf-helpers(7).</summary>
    /// <returns>0, or -EINVAL where it has no such argument.</returns>
    public static long GetFuncArg(uint n, out ulong value) => throw BytecodeOnly.Helper(HelperId.GetFuncArg);

    /// <summary>The result of the traced function. <c>bpf_get_func_ret</c> (Linux 5.17), see bpf-helpers(7).</summary>
    /// <returns>0, or -EOPNOTSUPP at its entry.</returns>
    public static long GetFuncRet(out ulong value) => throw BytecodeOnly.Helper(HelperId.GetFuncRet);

    /// <summary>How many arguments the traced function has. <c>bpf_get_func_arg_cnt</c> (Linux 5.17), see bpf-helpers(7).</summary>
    /// <returns>The number of arguments.</returns>
    public static long GetFuncArgCnt() => throw BytecodeOnly.Helper(HelperId.GetFuncArgCnt);

    /// <summary>What the system call is to return, as programs before this one set it. <c>bpf_get_retval</c> (Linux 5.18), see bpf-helpers(7).</summary>
    /// <returns>The value: 0 or a negative errno.</returns>
    public static int GetRetval() => (int)BpfWorld.Current.CallScalarHelper(HelperId.GetRetval);

    /// <summary>Sets what the system call is to return. <c>bpf_set_retval</c> (Linux 5.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static int SetRetval(int retval) => (int)BpfWorld.Current.CallScalarHelper(HelperId.SetRetval, (ulong)retval);

    /// <summary>The packet's length in bytes, with its fragments. <c>bpf_xdp_get_buff_len</c> (Linux 5.18), see bpf-helpers(7).</summary>
    /// <returns>The length.</returns>
    public static ulong XdpGetBuffLen() => throw BytecodeOnly.Helper(HelperId.XdpGetBuffLen);

    /// <summary>Copies bytes of the packet from an offset, those in fragments too. <c>bpf_xdp_load_bytes</c> (Linux 5.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long XdpLoadBytes<TBuf>(uint offset, out TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.XdpLoadBytes);

    /// <summary>Writes bytes into the packet at an offset, into fragments too. <c>bpf_xdp_store_bytes</c> (Linux 5.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long XdpStoreBytes<TBuf>(uint offset, in TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.XdpStoreBytes);

    /// <summary>Sets the packet's time of delivery in nanoseconds, and which clock it is by (<c>BPF_SKB_TSTAMP_*</c>). <c>bpf_skb_set_tstamp</c> (Linux 5.18), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbSetTstamp(ulong tstamp, uint tstampType) => throw BytecodeOnly.Helper(HelperId.SkbSetTstamp);

    /// <summary>A CPU's value of an element of a per-CPU map. <c>bpf_map_lookup_percpu_elem</c> (Linux 5.19), see bpf-helpers(7).</summary>
    /// <returns>The value; null where there is none.</returns>
    public static Ref<TValue> MapLookupPercpuElem<TKey, TValue>(MapDeclaration map, in TKey key, uint cpu) where TKey : unmanaged where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.MapLookupPercpuElem);

    /// <summary>Makes the SYN cookie for an IPv4 packet, without a socket. <c>bpf_tcp_raw_gen_syncookie_ipv4</c> (Linux 6.0, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>The cookie in 32 bits and the MSS in the 16 above, or a negative errno.</returns>
    public static long TcpRawGenSyncookieIpv4<TIph, TTh>(in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpRawGenSyncookieIpv4);

    /// <summary>Makes the SYN cookie for an IPv6 packet, without a socket. <c>bpf_tcp_raw_gen_syncookie_ipv6</c> (Linux 6.0, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>The cookie in 32 bits and the MSS in the 16 above, or a negative errno.</returns>
    public static long TcpRawGenSyncookieIpv6<TIph, TTh>(in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpRawGenSyncookieIpv6);

    /// <summary>Whether an IPv4 packet is a valid answer to a SYN cookie, without a socket. <c>bpf_tcp_raw_check_syncookie_ipv4</c> (Linux 6.0, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0 if it is, or -EACCES.</returns>
    public static long TcpRawCheckSyncookieIpv4<TIph, TTh>(in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpRawCheckSyncookieIpv4);

    /// <summary>Whether an IPv6 packet is a valid answer to a SYN cookie, without a socket. <c>bpf_tcp_raw_check_syncookie_ipv6</c> (Linux 6.0, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0 if it is, or -EACCES.</returns>
    public static long TcpRawCheckSyncookieIpv6<TIph, TTh>(in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpRawCheckSyncookieIpv6);

}
