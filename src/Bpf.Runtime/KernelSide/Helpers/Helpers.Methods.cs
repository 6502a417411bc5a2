using Bpf.Core.Kernel;

namespace Bpf;

// Written by tests/Bpf.Frontend.Tests/HelperMethods.cs from the tables in src/Bpf.Core/Kernel: change those.
public static partial class Helpers
{
    /// <summary><c>bpf_skb_store_bytes</c> (Linux 4.1): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbStoreBytes<TFrom>(uint offset, in TFrom from, ulong flags) where TFrom : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbStoreBytes);

    /// <summary><c>bpf_l3_csum_replace</c> (Linux 4.1): bpf-helpers(7) says what it takes and gives.</summary>
    public static long L3CsumReplace(uint offset, ulong from, ulong to, ulong size) => throw BytecodeOnly.Helper(HelperId.L3CsumReplace);

    /// <summary><c>bpf_l4_csum_replace</c> (Linux 4.1): bpf-helpers(7) says what it takes and gives.</summary>
    public static long L4CsumReplace(uint offset, ulong from, ulong to, ulong flags) => throw BytecodeOnly.Helper(HelperId.L4CsumReplace);

    /// <summary><c>bpf_clone_redirect</c> (Linux 4.2): bpf-helpers(7) says what it takes and gives.</summary>
    public static long CloneRedirect(uint ifindex, ulong flags) => throw BytecodeOnly.Helper(HelperId.CloneRedirect);

    /// <summary><c>bpf_get_cgroup_classid</c> (Linux 4.3): bpf-helpers(7) says what it takes and gives.</summary>
    public static uint GetCgroupClassid() => (uint)BpfWorld.Current.CallScalarHelper(HelperId.GetCgroupClassid);

    /// <summary><c>bpf_skb_vlan_push</c> (Linux 4.3): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbVlanPush(UInt16BE vlanProto, ushort vlanTci) => throw BytecodeOnly.Helper(HelperId.SkbVlanPush);

    /// <summary><c>bpf_skb_vlan_pop</c> (Linux 4.3): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbVlanPop() => throw BytecodeOnly.Helper(HelperId.SkbVlanPop);

    /// <summary><c>bpf_skb_get_tunnel_key</c> (Linux 4.3): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbGetTunnelKey<TKey>(out TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbGetTunnelKey);

    /// <summary><c>bpf_skb_set_tunnel_key</c> (Linux 4.3): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbSetTunnelKey<TKey>(in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbSetTunnelKey);

    /// <summary><c>bpf_perf_event_read</c> (Linux 4.3, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong PerfEventRead(MapDeclaration map, ulong flags) => throw BytecodeOnly.Helper(HelperId.PerfEventRead);

    /// <summary><c>bpf_redirect</c> (Linux 4.4): bpf-helpers(7) says what it takes and gives.</summary>
    public static long Redirect(uint ifindex, ulong flags) => throw BytecodeOnly.Helper(HelperId.Redirect);

    /// <summary><c>bpf_get_route_realm</c> (Linux 4.4): bpf-helpers(7) says what it takes and gives.</summary>
    public static uint GetRouteRealm() => throw BytecodeOnly.Helper(HelperId.GetRouteRealm);

    /// <summary><c>bpf_perf_event_output</c> (Linux 4.4, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long PerfEventOutput<TData>(MapDeclaration map, ulong flags, in TData data) where TData : unmanaged => throw BytecodeOnly.Helper(HelperId.PerfEventOutput);

    /// <summary><c>bpf_skb_load_bytes</c> (Linux 4.5): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbLoadBytes<TTo>(uint offset, out TTo to) where TTo : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbLoadBytes);

    /// <summary><c>bpf_get_stackid</c> (Linux 4.6, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long GetStackid(MapDeclaration map, ulong flags) => throw BytecodeOnly.Helper(HelperId.GetStackid);

    /// <summary><c>bpf_csum_diff</c> (Linux 4.6): bpf-helpers(7) says what it takes and gives.</summary>
    public static long CsumDiff<TFrom, TTo>(in TFrom from, in TTo to, uint seed) where TFrom : unmanaged where TTo : unmanaged => throw BytecodeOnly.Helper(HelperId.CsumDiff);

    /// <summary><c>bpf_skb_get_tunnel_opt</c> (Linux 4.6): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbGetTunnelOpt<TOpt>(out TOpt opt) where TOpt : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbGetTunnelOpt);

    /// <summary><c>bpf_skb_set_tunnel_opt</c> (Linux 4.6): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbSetTunnelOpt<TOpt>(in TOpt opt) where TOpt : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbSetTunnelOpt);

    /// <summary><c>bpf_skb_change_proto</c> (Linux 4.8): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbChangeProto(UInt16BE proto, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkbChangeProto);

    /// <summary><c>bpf_skb_change_type</c> (Linux 4.8): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbChangeType(uint type) => throw BytecodeOnly.Helper(HelperId.SkbChangeType);

    /// <summary><c>bpf_skb_under_cgroup</c> (Linux 4.8): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbUnderCgroup(MapDeclaration map, uint index) => throw BytecodeOnly.Helper(HelperId.SkbUnderCgroup);

    /// <summary><c>bpf_get_hash_recalc</c> (Linux 4.8): bpf-helpers(7) says what it takes and gives.</summary>
    public static uint GetHashRecalc() => throw BytecodeOnly.Helper(HelperId.GetHashRecalc);

    /// <summary><c>bpf_probe_write_user</c> (Linux 4.8, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long ProbeWriteUser<TSrc>(ulong dst, in TSrc src) where TSrc : unmanaged => throw BytecodeOnly.Helper(HelperId.ProbeWriteUser);

    /// <summary><c>bpf_current_task_under_cgroup</c> (Linux 4.9): bpf-helpers(7) says what it takes and gives.</summary>
    public static long CurrentTaskUnderCgroup(MapDeclaration map, uint index) => throw BytecodeOnly.Helper(HelperId.CurrentTaskUnderCgroup);

    /// <summary><c>bpf_skb_change_tail</c> (Linux 4.9): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbChangeTail(uint len, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkbChangeTail);

    /// <summary><c>bpf_skb_pull_data</c> (Linux 4.9): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbPullData(uint len) => throw BytecodeOnly.Helper(HelperId.SkbPullData);

    /// <summary><c>bpf_csum_update</c> (Linux 4.9): bpf-helpers(7) says what it takes and gives.</summary>
    public static long CsumUpdate(uint csum) => throw BytecodeOnly.Helper(HelperId.CsumUpdate);

    /// <summary><c>bpf_set_hash_invalid</c> (Linux 4.9): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SetHashInvalid() => throw BytecodeOnly.Helper(HelperId.SetHashInvalid);

    /// <summary><c>bpf_skb_change_head</c> (Linux 4.10): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbChangeHead(uint len, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkbChangeHead);

    /// <summary><c>bpf_xdp_adjust_head</c> (Linux 4.10): bpf-helpers(7) says what it takes and gives.</summary>
    public static long XdpAdjustHead(int delta) => throw BytecodeOnly.Helper(HelperId.XdpAdjustHead);

    /// <summary><c>bpf_get_socket_cookie</c> (Linux 4.12): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong GetSocketCookie() => throw BytecodeOnly.Helper(HelperId.GetSocketCookie);

    /// <summary><c>bpf_get_socket_uid</c> (Linux 4.12): bpf-helpers(7) says what it takes and gives.</summary>
    public static uint GetSocketUid() => throw BytecodeOnly.Helper(HelperId.GetSocketUid);

    /// <summary><c>bpf_set_hash</c> (Linux 4.13): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SetHash(uint hash) => throw BytecodeOnly.Helper(HelperId.SetHash);

    /// <summary><c>bpf_setsockopt</c> (Linux 4.13): bpf-helpers(7) says what it takes and gives.</summary>
    public static long Setsockopt<TOptval>(int level, int optname, in TOptval optval) where TOptval : unmanaged => throw BytecodeOnly.Helper(HelperId.Setsockopt);

    /// <summary><c>bpf_skb_adjust_room</c> (Linux 4.13): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbAdjustRoom(int lenDiff, uint mode, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkbAdjustRoom);

    /// <summary><c>bpf_redirect_map</c> (Linux 4.14): bpf-helpers(7) says what it takes and gives.</summary>
    public static long RedirectMap(MapDeclaration map, uint key, ulong flags) => throw BytecodeOnly.Helper(HelperId.RedirectMap);

    /// <summary><c>bpf_sk_redirect_map</c> (Linux 4.14): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkRedirectMap(MapDeclaration map, uint key, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkRedirectMap);

    /// <summary><c>bpf_sock_map_update</c> (Linux 4.14): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SockMapUpdate<TKey>(MapDeclaration map, in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SockMapUpdate);

    /// <summary><c>bpf_xdp_adjust_meta</c> (Linux 4.15): bpf-helpers(7) says what it takes and gives.</summary>
    public static long XdpAdjustMeta(int delta) => throw BytecodeOnly.Helper(HelperId.XdpAdjustMeta);

    /// <summary><c>bpf_perf_event_read_value</c> (Linux 4.15, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long PerfEventReadValue<TBuf>(MapDeclaration map, ulong flags, out TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.PerfEventReadValue);

    /// <summary><c>bpf_perf_prog_read_value</c> (Linux 4.15, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long PerfProgReadValue<TBuf>(out TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.PerfProgReadValue);

    /// <summary><c>bpf_getsockopt</c> (Linux 4.15): bpf-helpers(7) says what it takes and gives.</summary>
    public static long Getsockopt<TOptval>(int level, int optname, out TOptval optval) where TOptval : unmanaged => throw BytecodeOnly.Helper(HelperId.Getsockopt);

    /// <summary><c>bpf_override_return</c> (Linux 4.16, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long OverrideReturn(ulong rc) => throw BytecodeOnly.Helper(HelperId.OverrideReturn);

    /// <summary><c>bpf_sock_ops_cb_flags_set</c> (Linux 4.16): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SockOpsCbFlagsSet(int argval) => throw BytecodeOnly.Helper(HelperId.SockOpsCbFlagsSet);

    /// <summary><c>bpf_msg_redirect_map</c> (Linux 4.17): bpf-helpers(7) says what it takes and gives.</summary>
    public static long MsgRedirectMap(MapDeclaration map, uint key, ulong flags) => throw BytecodeOnly.Helper(HelperId.MsgRedirectMap);

    /// <summary><c>bpf_msg_apply_bytes</c> (Linux 4.17): bpf-helpers(7) says what it takes and gives.</summary>
    public static long MsgApplyBytes(uint bytes) => throw BytecodeOnly.Helper(HelperId.MsgApplyBytes);

    /// <summary><c>bpf_msg_cork_bytes</c> (Linux 4.17): bpf-helpers(7) says what it takes and gives.</summary>
    public static long MsgCorkBytes(uint bytes) => throw BytecodeOnly.Helper(HelperId.MsgCorkBytes);

    /// <summary><c>bpf_msg_pull_data</c> (Linux 4.17): bpf-helpers(7) says what it takes and gives.</summary>
    public static long MsgPullData(uint start, uint end, ulong flags) => throw BytecodeOnly.Helper(HelperId.MsgPullData);

    /// <summary><c>bpf_bind</c> (Linux 4.17): bpf-helpers(7) says what it takes and gives.</summary>
    public static long Bind<TAddr>(in TAddr addr) where TAddr : unmanaged => throw BytecodeOnly.Helper(HelperId.Bind);

    /// <summary><c>bpf_xdp_adjust_tail</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long XdpAdjustTail(int delta) => throw BytecodeOnly.Helper(HelperId.XdpAdjustTail);

    /// <summary><c>bpf_skb_get_xfrm_state</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbGetXfrmState<TXfrmState>(uint index, out TXfrmState xfrmState, ulong flags) where TXfrmState : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbGetXfrmState);

    /// <summary><c>bpf_get_stack</c> (Linux 4.18, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long GetStack<TBuf>(out TBuf buf, ulong flags) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.GetStack);

    /// <summary><c>bpf_skb_load_bytes_relative</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbLoadBytesRelative<TTo>(uint offset, out TTo to, uint startHeader) where TTo : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbLoadBytesRelative);

    /// <summary><c>bpf_fib_lookup</c> (Linux 4.18, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long FibLookup<TParameters>(ref TParameters parameters, uint flags) where TParameters : unmanaged => throw BytecodeOnly.Helper(HelperId.FibLookup);

    /// <summary><c>bpf_sock_hash_update</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SockHashUpdate<TKey>(MapDeclaration map, in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SockHashUpdate);

    /// <summary><c>bpf_msg_redirect_hash</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long MsgRedirectHash<TKey>(MapDeclaration map, in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.MsgRedirectHash);

    /// <summary><c>bpf_sk_redirect_hash</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkRedirectHash<TKey>(MapDeclaration map, in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SkRedirectHash);

    /// <summary><c>bpf_lwt_push_encap</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long LwtPushEncap<THdr>(uint type, in THdr hdr) where THdr : unmanaged => throw BytecodeOnly.Helper(HelperId.LwtPushEncap);

    /// <summary><c>bpf_lwt_seg6_store_bytes</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long LwtSeg6StoreBytes<TFrom>(uint offset, in TFrom from) where TFrom : unmanaged => throw BytecodeOnly.Helper(HelperId.LwtSeg6StoreBytes);

    /// <summary><c>bpf_lwt_seg6_adjust_srh</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long LwtSeg6AdjustSrh(uint offset, int delta) => throw BytecodeOnly.Helper(HelperId.LwtSeg6AdjustSrh);

    /// <summary><c>bpf_lwt_seg6_action</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long LwtSeg6Action<TParam>(uint action, in TParam param) where TParam : unmanaged => throw BytecodeOnly.Helper(HelperId.LwtSeg6Action);

    /// <summary><c>bpf_rc_repeat</c> (Linux 4.18, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long RcRepeat() => throw BytecodeOnly.Helper(HelperId.RcRepeat);

    /// <summary><c>bpf_rc_keydown</c> (Linux 4.18, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long RcKeydown(uint protocol, ulong scancode, uint toggle) => throw BytecodeOnly.Helper(HelperId.RcKeydown);

    /// <summary><c>bpf_skb_cgroup_id</c> (Linux 4.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong SkbCgroupId() => throw BytecodeOnly.Helper(HelperId.SkbCgroupId);

    /// <summary><c>bpf_get_local_storage</c> (Linux 4.19): bpf-helpers(7) says what it takes and gives.</summary>
    public static Ref<TValue> GetLocalStorage<TValue>(MapDeclaration map, ulong flags) where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.GetLocalStorage);

    /// <summary><c>bpf_sk_select_reuseport</c> (Linux 4.19): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkSelectReuseport<TKey>(MapDeclaration map, in TKey key, ulong flags) where TKey : unmanaged => throw BytecodeOnly.Helper(HelperId.SkSelectReuseport);

    /// <summary><c>bpf_skb_ancestor_cgroup_id</c> (Linux 4.19): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong SkbAncestorCgroupId(int ancestorLevel) => throw BytecodeOnly.Helper(HelperId.SkbAncestorCgroupId);

    /// <summary><c>bpf_sk_lookup_tcp</c> (Linux 4.20): bpf-helpers(7) says what it takes and gives.</summary>
    public static Ref<BpfSock> SkLookupTcp<TTuple>(in TTuple tuple, ulong netns, ulong flags) where TTuple : unmanaged => throw BytecodeOnly.Helper(HelperId.SkLookupTcp);

    /// <summary><c>bpf_sk_lookup_udp</c> (Linux 4.20): bpf-helpers(7) says what it takes and gives.</summary>
    public static Ref<BpfSock> SkLookupUdp<TTuple>(in TTuple tuple, ulong netns, ulong flags) where TTuple : unmanaged => throw BytecodeOnly.Helper(HelperId.SkLookupUdp);

    /// <summary><c>bpf_sk_release</c> (Linux 4.20): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkRelease(Ref<BpfSock> sock) => throw BytecodeOnly.Helper(HelperId.SkRelease);

    /// <summary><c>bpf_map_push_elem</c> (Linux 4.20): bpf-helpers(7) says what it takes and gives.</summary>
    public static long MapPushElem<TValue>(MapDeclaration map, in TValue value, ulong flags) where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.MapPushElem);

    /// <summary><c>bpf_map_pop_elem</c> (Linux 4.20): bpf-helpers(7) says what it takes and gives.</summary>
    public static long MapPopElem<TValue>(MapDeclaration map, out TValue value) where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.MapPopElem);

    /// <summary><c>bpf_map_peek_elem</c> (Linux 4.20): bpf-helpers(7) says what it takes and gives.</summary>
    public static long MapPeekElem<TValue>(MapDeclaration map, out TValue value) where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.MapPeekElem);

    /// <summary><c>bpf_msg_push_data</c> (Linux 4.20): bpf-helpers(7) says what it takes and gives.</summary>
    public static long MsgPushData(uint start, uint len, ulong flags) => throw BytecodeOnly.Helper(HelperId.MsgPushData);

    /// <summary><c>bpf_msg_pop_data</c> (Linux 5.0): bpf-helpers(7) says what it takes and gives.</summary>
    public static long MsgPopData(uint start, uint len, ulong flags) => throw BytecodeOnly.Helper(HelperId.MsgPopData);

    /// <summary><c>bpf_rc_pointer_rel</c> (Linux 5.0, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long RcPointerRel(int relX, int relY) => throw BytecodeOnly.Helper(HelperId.RcPointerRel);

    /// <summary><c>bpf_sk_fullsock</c> (Linux 5.1): bpf-helpers(7) says what it takes and gives.</summary>
    public static Ref<BpfSock> SkFullsock(Ref<BpfSock> sk) => throw BytecodeOnly.Helper(HelperId.SkFullsock);

    /// <summary><c>bpf_tcp_sock</c> (Linux 5.1): bpf-helpers(7) says what it takes and gives.</summary>
    public static Ref<BpfTcpSock> TcpSock(Ref<BpfSock> sk) => throw BytecodeOnly.Helper(HelperId.TcpSock);

    /// <summary><c>bpf_skb_ecn_set_ce</c> (Linux 5.1): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbEcnSetCe() => throw BytecodeOnly.Helper(HelperId.SkbEcnSetCe);

    /// <summary><c>bpf_get_listener_sock</c> (Linux 5.1): bpf-helpers(7) says what it takes and gives.</summary>
    public static Ref<BpfSock> GetListenerSock(Ref<BpfSock> sk) => throw BytecodeOnly.Helper(HelperId.GetListenerSock);

    /// <summary><c>bpf_skc_lookup_tcp</c> (Linux 5.2): bpf-helpers(7) says what it takes and gives.</summary>
    public static Ref<BpfSock> SkcLookupTcp<TTuple>(in TTuple tuple, ulong netns, ulong flags) where TTuple : unmanaged => throw BytecodeOnly.Helper(HelperId.SkcLookupTcp);

    /// <summary><c>bpf_tcp_check_syncookie</c> (Linux 5.2, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long TcpCheckSyncookie<TIph, TTh>(Ref<BpfSock> sk, in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpCheckSyncookie);

    /// <summary><c>bpf_sysctl_get_name</c> (Linux 5.2): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SysctlGetName<TBuf>(ref TBuf buf, ulong flags) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.SysctlGetName);

    /// <summary><c>bpf_sysctl_get_current_value</c> (Linux 5.2): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SysctlGetCurrentValue<TBuf>(out TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.SysctlGetCurrentValue);

    /// <summary><c>bpf_sysctl_get_new_value</c> (Linux 5.2): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SysctlGetNewValue<TBuf>(out TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.SysctlGetNewValue);

    /// <summary><c>bpf_sysctl_set_new_value</c> (Linux 5.2): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SysctlSetNewValue<TBuf>(in TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.SysctlSetNewValue);

    /// <summary><c>bpf_strtol</c> (Linux 5.2): bpf-helpers(7) says what it takes and gives.</summary>
    public static long Strtol<TBuf>(in TBuf buf, ulong flags, out ulong res) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.Strtol);

    /// <summary><c>bpf_strtoul</c> (Linux 5.2): bpf-helpers(7) says what it takes and gives.</summary>
    public static long Strtoul<TBuf>(in TBuf buf, ulong flags, out ulong res) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.Strtoul);

    /// <summary><c>bpf_sk_storage_get</c> (Linux 5.2): bpf-helpers(7) says what it takes and gives.</summary>
    public static Ref<TValue> SkStorageGet<TValue>(MapDeclaration map, Ref<BpfSock> sk, in TValue value, ulong flags) where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.SkStorageGet);

    /// <summary><c>bpf_sk_storage_delete</c> (Linux 5.2): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkStorageDelete(MapDeclaration map, Ref<BpfSock> sk) => throw BytecodeOnly.Helper(HelperId.SkStorageDelete);

    /// <summary><c>bpf_send_signal</c> (Linux 5.3): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SendSignal(uint sig) => (long)BpfWorld.Current.CallScalarHelper(HelperId.SendSignal, (ulong)sig);

    /// <summary><c>bpf_tcp_gen_syncookie</c> (Linux 5.3, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long TcpGenSyncookie<TIph, TTh>(Ref<BpfSock> sk, in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpGenSyncookie);

    /// <summary><c>bpf_send_signal_thread</c> (Linux 5.6): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SendSignalThread(uint sig) => (long)BpfWorld.Current.CallScalarHelper(HelperId.SendSignalThread, (ulong)sig);

    /// <summary><c>bpf_read_branch_records</c> (Linux 5.7, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long ReadBranchRecords<TBuf>(ref TBuf buf, ulong flags) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.ReadBranchRecords);

    /// <summary><c>bpf_get_ns_current_pid_tgid</c> (Linux 5.7): bpf-helpers(7) says what it takes and gives.</summary>
    public static long GetNsCurrentPidTgid<TNsdata>(ulong dev, ulong ino, out TNsdata nsdata) where TNsdata : unmanaged => throw BytecodeOnly.Helper(HelperId.GetNsCurrentPidTgid);

    /// <summary><c>bpf_get_netns_cookie</c> (Linux 5.7): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong GetNetnsCookie() => throw BytecodeOnly.Helper(HelperId.GetNetnsCookie);

    /// <summary><c>bpf_get_current_ancestor_cgroup_id</c> (Linux 5.7): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong GetCurrentAncestorCgroupId(int ancestorLevel) => BpfWorld.Current.CallScalarHelper(HelperId.GetCurrentAncestorCgroupId, (ulong)ancestorLevel);

    /// <summary><c>bpf_sk_assign</c> (Linux 5.7): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkAssign(Ref<BpfSock> sk, ulong flags) => throw BytecodeOnly.Helper(HelperId.SkAssign);

    /// <summary><c>bpf_sk_cgroup_id</c> (Linux 5.8): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong SkCgroupId(Ref<BpfSock> sk) => throw BytecodeOnly.Helper(HelperId.SkCgroupId);

    /// <summary><c>bpf_sk_ancestor_cgroup_id</c> (Linux 5.8): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong SkAncestorCgroupId(Ref<BpfSock> sk, int ancestorLevel) => throw BytecodeOnly.Helper(HelperId.SkAncestorCgroupId);

    /// <summary><c>bpf_ringbuf_query</c> (Linux 5.8): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong RingbufQuery(MapDeclaration ringbuf, ulong flags) => throw BytecodeOnly.Helper(HelperId.RingbufQuery);

    /// <summary><c>bpf_csum_level</c> (Linux 5.8): bpf-helpers(7) says what it takes and gives.</summary>
    public static long CsumLevel(ulong level) => throw BytecodeOnly.Helper(HelperId.CsumLevel);

    /// <summary><c>bpf_load_hdr_opt</c> (Linux 5.10): bpf-helpers(7) says what it takes and gives.</summary>
    public static long LoadHdrOpt<TSearchbyRes>(ref TSearchbyRes searchbyRes, ulong flags) where TSearchbyRes : unmanaged => throw BytecodeOnly.Helper(HelperId.LoadHdrOpt);

    /// <summary><c>bpf_store_hdr_opt</c> (Linux 5.10): bpf-helpers(7) says what it takes and gives.</summary>
    public static long StoreHdrOpt<TFrom>(in TFrom from, ulong flags) where TFrom : unmanaged => throw BytecodeOnly.Helper(HelperId.StoreHdrOpt);

    /// <summary><c>bpf_reserve_hdr_opt</c> (Linux 5.10): bpf-helpers(7) says what it takes and gives.</summary>
    public static long ReserveHdrOpt(uint len, ulong flags) => throw BytecodeOnly.Helper(HelperId.ReserveHdrOpt);

    /// <summary><c>bpf_copy_from_user</c> (Linux 5.10): bpf-helpers(7) says what it takes and gives.</summary>
    public static long CopyFromUser<TDst>(out TDst dst, ulong userPtr) where TDst : unmanaged => throw BytecodeOnly.Helper(HelperId.CopyFromUser);

    /// <summary><c>bpf_snprintf_btf</c> (Linux 5.10): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SnprintfBtf<TStr, TPtr>(ref TStr str, in TPtr ptr, ulong flags) where TStr : unmanaged where TPtr : unmanaged => throw BytecodeOnly.Helper(HelperId.SnprintfBtf);

    /// <summary><c>bpf_skb_cgroup_classid</c> (Linux 5.10): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong SkbCgroupClassid() => throw BytecodeOnly.Helper(HelperId.SkbCgroupClassid);

    /// <summary><c>bpf_redirect_neigh</c> (Linux 5.10): bpf-helpers(7) says what it takes and gives.</summary>
    public static long RedirectNeigh<TParameters>(uint ifindex, in TParameters parameters, ulong flags) where TParameters : unmanaged => throw BytecodeOnly.Helper(HelperId.RedirectNeigh);

    /// <summary><c>bpf_redirect_peer</c> (Linux 5.10): bpf-helpers(7) says what it takes and gives.</summary>
    public static long RedirectPeer(uint ifindex, ulong flags) => throw BytecodeOnly.Helper(HelperId.RedirectPeer);

    /// <summary><c>bpf_check_mtu</c> (Linux 5.12, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long CheckMtu<TMtuLen>(uint ifindex, ref TMtuLen mtuLen, int lenDiff, ulong flags) where TMtuLen : unmanaged => throw BytecodeOnly.Helper(HelperId.CheckMtu);

    /// <summary><c>bpf_sys_bpf</c> (Linux 5.14): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SysBpf<TAttr>(uint cmd, in TAttr attr) where TAttr : unmanaged => throw BytecodeOnly.Helper(HelperId.SysBpf);

    /// <summary><c>bpf_btf_find_by_name_kind</c> (Linux 5.14): bpf-helpers(7) says what it takes and gives.</summary>
    public static long BtfFindByNameKind<TName>(in TName name, uint kind, int flags) where TName : unmanaged => throw BytecodeOnly.Helper(HelperId.BtfFindByNameKind);

    /// <summary><c>bpf_sys_close</c> (Linux 5.14): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SysClose(uint fd) => (long)BpfWorld.Current.CallScalarHelper(HelperId.SysClose, (ulong)fd);

    /// <summary><c>bpf_get_func_ip</c> (Linux 5.15, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong GetFuncIp() => throw BytecodeOnly.Helper(HelperId.GetFuncIp);

    /// <summary><c>bpf_get_attach_cookie</c> (Linux 5.15): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong GetAttachCookie() => throw BytecodeOnly.Helper(HelperId.GetAttachCookie);

    /// <summary><c>bpf_get_branch_snapshot</c> (Linux 5.16, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long GetBranchSnapshot<TEntries>(out TEntries entries) where TEntries : unmanaged => throw BytecodeOnly.Helper(HelperId.GetBranchSnapshot);

    /// <summary><c>bpf_kallsyms_lookup_name</c> (Linux 5.16): bpf-helpers(7) says what it takes and gives.</summary>
    public static long KallsymsLookupName<TName>(in TName name, int flags, out ulong res) where TName : unmanaged => throw BytecodeOnly.Helper(HelperId.KallsymsLookupName);

    /// <summary><c>bpf_strncmp</c> (Linux 5.17): bpf-helpers(7) says what it takes and gives.</summary>
    public static long Strncmp<TS1>(in TS1 s1, string s2) where TS1 : unmanaged => throw BytecodeOnly.Helper(HelperId.Strncmp);

    /// <summary><c>bpf_get_func_arg</c> (Linux 5.17): bpf-helpers(7) says what it takes and gives.</summary>
    public static long GetFuncArg(uint n, out ulong value) => throw BytecodeOnly.Helper(HelperId.GetFuncArg);

    /// <summary><c>bpf_get_func_ret</c> (Linux 5.17): bpf-helpers(7) says what it takes and gives.</summary>
    public static long GetFuncRet(out ulong value) => throw BytecodeOnly.Helper(HelperId.GetFuncRet);

    /// <summary><c>bpf_get_func_arg_cnt</c> (Linux 5.17): bpf-helpers(7) says what it takes and gives.</summary>
    public static long GetFuncArgCnt() => throw BytecodeOnly.Helper(HelperId.GetFuncArgCnt);

    /// <summary><c>bpf_get_retval</c> (Linux 5.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static int GetRetval() => (int)BpfWorld.Current.CallScalarHelper(HelperId.GetRetval);

    /// <summary><c>bpf_set_retval</c> (Linux 5.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static int SetRetval(int retval) => (int)BpfWorld.Current.CallScalarHelper(HelperId.SetRetval, (ulong)retval);

    /// <summary><c>bpf_xdp_get_buff_len</c> (Linux 5.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static ulong XdpGetBuffLen() => throw BytecodeOnly.Helper(HelperId.XdpGetBuffLen);

    /// <summary><c>bpf_xdp_load_bytes</c> (Linux 5.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long XdpLoadBytes<TBuf>(uint offset, out TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.XdpLoadBytes);

    /// <summary><c>bpf_xdp_store_bytes</c> (Linux 5.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long XdpStoreBytes<TBuf>(uint offset, in TBuf buf) where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.XdpStoreBytes);

    /// <summary><c>bpf_skb_set_tstamp</c> (Linux 5.18): bpf-helpers(7) says what it takes and gives.</summary>
    public static long SkbSetTstamp(ulong tstamp, uint tstampType) => throw BytecodeOnly.Helper(HelperId.SkbSetTstamp);

    /// <summary><c>bpf_map_lookup_percpu_elem</c> (Linux 5.19): bpf-helpers(7) says what it takes and gives.</summary>
    public static Ref<TValue> MapLookupPercpuElem<TKey, TValue>(MapDeclaration map, in TKey key, uint cpu) where TKey : unmanaged where TValue : unmanaged => throw BytecodeOnly.Helper(HelperId.MapLookupPercpuElem);

    /// <summary><c>bpf_tcp_raw_gen_syncookie_ipv4</c> (Linux 6.0, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long TcpRawGenSyncookieIpv4<TIph, TTh>(in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpRawGenSyncookieIpv4);

    /// <summary><c>bpf_tcp_raw_gen_syncookie_ipv6</c> (Linux 6.0, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long TcpRawGenSyncookieIpv6<TIph, TTh>(in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpRawGenSyncookieIpv6);

    /// <summary><c>bpf_tcp_raw_check_syncookie_ipv4</c> (Linux 6.0, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long TcpRawCheckSyncookieIpv4<TIph, TTh>(in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpRawCheckSyncookieIpv4);

    /// <summary><c>bpf_tcp_raw_check_syncookie_ipv6</c> (Linux 6.0, for GPL-compatible programs): bpf-helpers(7) says what it takes and gives.</summary>
    public static long TcpRawCheckSyncookieIpv6<TIph, TTh>(in TIph iph, in TTh th) where TIph : unmanaged where TTh : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpRawCheckSyncookieIpv6);

}
