using Bpf.Core.Kernel;

namespace Bpf;

// Written by tests/Bpf.Frontend.Tests/HelperMethods.cs from the tables in src/Bpf.Core/Kernel: change those.
public static partial class Helpers
{
    /// <summary>Writes data, and as much of a packet as the flags say, as a sample into a map of perf events: for tracing programs. <c>bpf_skb_output</c> (Linux 5.5, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SkbOutput<TCtx, TData>(Ref<TCtx> ctx, MapDeclaration map, ulong flags, in TData data) where TCtx : unmanaged where TData : unmanaged => throw BytecodeOnly.Helper(HelperId.SkbOutput);

    /// <summary>Sends an acknowledgment: for congestion control. <c>bpf_tcp_send_ack</c> (Linux 5.6), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long TcpSendAck<TTp>(Ref<TTp> tp, uint rcvNxt) where TTp : unmanaged => throw BytecodeOnly.Helper(HelperId.TcpSendAck);

    /// <summary>Writes data, and as much of an XDP packet as the flags say, as a sample into a map of perf events: for tracing programs. <c>bpf_xdp_output</c> (Linux 5.7, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long XdpOutput<TCtx, TData>(Ref<TCtx> ctx, MapDeclaration map, ulong flags, in TData data) where TCtx : unmanaged where TData : unmanaged => throw BytecodeOnly.Helper(HelperId.XdpOutput);

    /// <summary>Writes bytes into the file of an iterator. <c>bpf_seq_write</c> (Linux 5.8, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0, or -EOVERFLOW where it is full.</returns>
    public static long SeqWrite<TM, TData>(Ref<TM> m, in TData data) where TM : unmanaged where TData : unmanaged => throw BytecodeOnly.Helper(HelperId.SeqWrite);

    /// <summary>A socket as the kernel's TCP socket of IPv6. <c>bpf_skc_to_tcp6_sock</c> (Linux 5.9), see bpf-helpers(7).</summary>
    /// <returns>The socket; null where it is of another kind.</returns>
    public static Ref<TResult> SkcToTcp6Sock<TSk, TResult>(Ref<TSk> sk) where TSk : unmanaged where TResult : unmanaged => throw BytecodeOnly.Helper(HelperId.SkcToTcp6Sock);

    /// <summary>A socket as the kernel's TCP socket. <c>bpf_skc_to_tcp_sock</c> (Linux 5.9), see bpf-helpers(7).</summary>
    /// <returns>The socket; null where it is of another kind.</returns>
    public static Ref<TResult> SkcToTcpSock<TSk, TResult>(Ref<TSk> sk) where TSk : unmanaged where TResult : unmanaged => throw BytecodeOnly.Helper(HelperId.SkcToTcpSock);

    /// <summary>A socket as the kernel's TCP socket that waits for its end. <c>bpf_skc_to_tcp_timewait_sock</c> (Linux 5.9), see bpf-helpers(7).</summary>
    /// <returns>The socket; null where it is of another kind.</returns>
    public static Ref<TResult> SkcToTcpTimewaitSock<TSk, TResult>(Ref<TSk> sk) where TSk : unmanaged where TResult : unmanaged => throw BytecodeOnly.Helper(HelperId.SkcToTcpTimewaitSock);

    /// <summary>A socket as the kernel's request for a TCP connection. <c>bpf_skc_to_tcp_request_sock</c> (Linux 5.9), see bpf-helpers(7).</summary>
    /// <returns>The socket; null where it is of another kind.</returns>
    public static Ref<TResult> SkcToTcpRequestSock<TSk, TResult>(Ref<TSk> sk) where TSk : unmanaged where TResult : unmanaged => throw BytecodeOnly.Helper(HelperId.SkcToTcpRequestSock);

    /// <summary>A socket as the kernel's UDP socket of IPv6. <c>bpf_skc_to_udp6_sock</c> (Linux 5.9), see bpf-helpers(7).</summary>
    /// <returns>The socket; null where it is of another kind.</returns>
    public static Ref<TResult> SkcToUdp6Sock<TSk, TResult>(Ref<TSk> sk) where TSk : unmanaged where TResult : unmanaged => throw BytecodeOnly.Helper(HelperId.SkcToUdp6Sock);

    /// <summary>Copies the addresses of a task's stack, eight bytes each, the innermost first. <c>bpf_get_task_stack</c> (Linux 5.9), see bpf-helpers(7).</summary>
    /// <returns>Bytes written, or a negative errno.</returns>
    public static long GetTaskStack<TTask, TBuf>(Ref<TTask> task, out TBuf buf, ulong flags) where TTask : unmanaged where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.GetTaskStack);

    /// <summary>Writes a path as text, from the root of its mount namespace: for the functions that the kernel lists. <c>bpf_d_path</c> (Linux 5.10), see bpf-helpers(7).</summary>
    /// <returns>Bytes written, or a negative errno.</returns>
    public static long DPath<TPath, TBuf>(Ref<TPath> path, ref TBuf buf) where TPath : unmanaged where TBuf : unmanaged => throw BytecodeOnly.Helper(HelperId.DPath);

    /// <summary>Writes a kernel object as text by its type (<c>struct btf_ptr</c>) into the file of an iterator. <c>bpf_seq_printf_btf</c> (Linux 5.10, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long SeqPrintfBtf<TM, TPtr>(Ref<TM> m, in TPtr ptr, ulong flags) where TM : unmanaged where TPtr : unmanaged => throw BytecodeOnly.Helper(HelperId.SeqPrintfBtf);

    /// <summary>The current task. <c>bpf_get_current_task_btf</c> (Linux 5.11, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>The task.</returns>
    public static Ref<TResult> GetCurrentTaskBtf<TResult>() where TResult : unmanaged => throw BytecodeOnly.Helper(HelperId.GetCurrentTaskBtf);

    /// <summary>Sets options of a program that is being executed (<c>BPF_F_BPRM_SECUREEXEC</c>). <c>bpf_bprm_opts_set</c> (Linux 5.11), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long BprmOptsSet<TBprm>(Ref<TBprm> bprm, ulong flags) where TBprm : unmanaged => throw BytecodeOnly.Helper(HelperId.BprmOptsSet);

    /// <summary>Reads the hash that integrity measurement has for an inode. <c>bpf_ima_inode_hash</c> (Linux 5.11), see bpf-helpers(7).</summary>
    /// <returns>The algorithm (<c>HASH_ALGO_*</c>), or a negative errno.</returns>
    public static long ImaInodeHash<TInode, TDst>(Ref<TInode> inode, out TDst dst) where TInode : unmanaged where TDst : unmanaged => throw BytecodeOnly.Helper(HelperId.ImaInodeHash);

    /// <summary>The socket that a file is. <c>bpf_sock_from_file</c> (Linux 5.11), see bpf-helpers(7).</summary>
    /// <returns>The socket; null where the file is none.</returns>
    public static Ref<TResult> SockFromFile<TFile, TResult>(Ref<TFile> file) where TFile : unmanaged where TResult : unmanaged => throw BytecodeOnly.Helper(HelperId.SockFromFile);

    /// <summary>The registers that a task entered the kernel with. <c>bpf_task_pt_regs</c> (Linux 5.15, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>The registers.</returns>
    public static Ref<TResult> TaskPtRegs<TTask, TResult>(Ref<TTask> task) where TTask : unmanaged where TResult : unmanaged => throw BytecodeOnly.Helper(HelperId.TaskPtRegs);

    /// <summary>A socket as the kernel's UNIX socket. <c>bpf_skc_to_unix_sock</c> (Linux 5.16), see bpf-helpers(7).</summary>
    /// <returns>The socket; null where it is of another kind.</returns>
    public static Ref<TResult> SkcToUnixSock<TSk, TResult>(Ref<TSk> sk) where TSk : unmanaged where TResult : unmanaged => throw BytecodeOnly.Helper(HelperId.SkcToUnixSock);

    /// <summary>Reads bytes of a task's memory, waiting for pages that are not there: for programs that may sleep. <c>bpf_copy_from_user_task</c> (Linux 5.18, for GPL-compatible programs), see bpf-helpers(7).</summary>
    /// <returns>0, or a negative errno.</returns>
    public static long CopyFromUserTask<TDst, TTsk>(out TDst dst, ulong userPtr, Ref<TTsk> tsk, ulong flags) where TDst : unmanaged where TTsk : unmanaged => throw BytecodeOnly.Helper(HelperId.CopyFromUserTask);

    /// <summary>Reads the hash of a file, computed where there is none yet. <c>bpf_ima_file_hash</c> (Linux 5.18), see bpf-helpers(7).</summary>
    /// <returns>The algorithm (<c>HASH_ALGO_*</c>), or a negative errno.</returns>
    public static long ImaFileHash<TFile, TDst>(Ref<TFile> file, out TDst dst) where TFile : unmanaged where TDst : unmanaged => throw BytecodeOnly.Helper(HelperId.ImaFileHash);

    /// <summary>A socket as the kernel's MPTCP socket. <c>bpf_skc_to_mptcp_sock</c> (Linux 5.19), see bpf-helpers(7).</summary>
    /// <returns>The socket; null where it is of another kind.</returns>
    public static Ref<TResult> SkcToMptcpSock<TResult>(Ref<BpfSock> sk) where TResult : unmanaged => throw BytecodeOnly.Helper(HelperId.SkcToMptcpSock);

}
