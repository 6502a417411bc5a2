using System;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A program in the kernel, behind a descriptor.</summary>
internal sealed class KernelProgram(BpfObject? owner, ProgramIdentity identity, FileDescriptor fd) : ProgramHandle(owner, identity)
{
    public override FileDescriptor Descriptor => fd;

    public override unsafe BpfRunResult Run(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> context, int repeat)
    {
        // A program may make its packet longer (XDP: by the headroom of 256 bytes and the tail's of 4 KiB at most).
        const int growth = 8192;
        byte[] packetOut = packet.IsEmpty ? [] : new byte[packet.Length + growth];
        bool takesContextBack = Type is ProgramType.Xdp or ProgramType.SchedCls or ProgramType.SchedAct or ProgramType.CgroupSkb
            or ProgramType.SocketFilter;
        byte[] contextOut = takesContextBack ? new byte[context.Length] : [];
        byte[] contextIn = context.ToArray();
        using FileDescriptor.Lease lease = fd.Use();
        fixed (byte* packetPointer = packet, packetOutPointer = packetOut, contextPointer = contextIn, contextOutPointer = contextOut)
        {
            TestRunAttr attr = new()
            {
                ProgFd = lease.Number,
                DataIn = (ulong)packetPointer,
                DataSizeIn = (uint)packet.Length,
                DataOut = (ulong)packetOutPointer,
                DataSizeOut = (uint)packetOut.Length,
                ContextIn = (ulong)contextPointer,
                ContextSizeIn = (uint)context.Length,
                ContextOut = (ulong)contextOutPointer,
                ContextSizeOut = (uint)contextOut.Length,
                // Types without a packet run once and refuse the field.
                Repeat = packet.IsEmpty ? 0 : (uint)repeat,
            };
            int result = BpfSyscall.Call(BpfCommand.ProgTestRun, ref attr);
            if (result != 0)
                throw new BpfException($"Running program '{Name}' without its hook", -result, Hint(-result));
            return new BpfRunResult(
                attr.ReturnValue,
                packetOut[..(int)uint.Min(attr.DataSizeOut, (uint)packetOut.Length)],
                takesContextBack ? contextOut : contextIn, // system-call programs change it in place
                TimeSpan.FromTicks(attr.Duration / TimeSpan.NanosecondsPerTick));
        }
    }

    public override void Dispose() => fd.Dispose();

    private string Hint(int errno) => errno switch
    {
        Errno.ENOTSUPP or Errno.EOPNOTSUPP => $"The kernel runs {Type} programs at their hook only; run it in a simulated world.",
        Errno.EINVAL or Errno.ENOMEM when Type == ProgramType.Xdp =>
            "An XDP packet has at least the 14 bytes of an Ethernet header and fits a page, with room for what the kernel keeps there; [Xdp(Frags = true)] takes longer ones.",
        Errno.EPERM => Permissions.Explain(Type),
        _ => "",
    };
}
