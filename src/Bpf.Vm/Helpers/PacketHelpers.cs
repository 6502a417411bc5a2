using System;
using Bpf.Core.Kernel;
using Bpf.Vm.Interpreter;
using Bpf.Vm.Packets;

namespace Bpf.Vm.Helpers;

/// <summary>Helpers on packets and checksums (net/core/filter.c).</summary>
internal static class PacketHelpers
{
    private const ulong XdpAborted = 0;
    private const ulong XdpRedirect = 4;
    private const ulong TcActShot = 2;
    private const ulong TcActRedirect = 7;
    private const ulong Ingress = 1;

    /// <summary><c>bpf_xdp_adjust_head(xdp_md, delta)</c>.</summary>
    public static ulong AdjustHead(Machine machine, ulong context, ulong delta, ulong r3, ulong r4, ulong r5) =>
        (ulong)machine.Packet.AdjustHead((int)delta);

    /// <summary><c>bpf_xdp_adjust_tail(xdp_md, delta)</c>.</summary>
    public static ulong AdjustTail(Machine machine, ulong context, ulong delta, ulong r3, ulong r4, ulong r5) =>
        (ulong)machine.Packet.AdjustTail((int)delta);

    /// <summary><c>bpf_xdp_adjust_meta(xdp_md, delta)</c>.</summary>
    public static ulong AdjustMeta(Machine machine, ulong context, ulong delta, ulong r3, ulong r4, ulong r5) =>
        (ulong)machine.Packet.AdjustMeta((int)delta);

    /// <summary><c>bpf_xdp_get_buff_len(xdp_md)</c>.</summary>
    public static ulong Length(Machine machine, ulong context, ulong r2, ulong r3, ulong r4, ulong r5) => (ulong)machine.Packet.Length;

    /// <summary><c>bpf_xdp_load_bytes(xdp_md, offset, buf, len)</c>: 0, or -EINVAL outside of the packet; the buffer is then unchanged.</summary>
    public static ulong XdpLoadBytes(Machine machine, ulong context, ulong offset, ulong buffer, ulong length, ulong r5)
    {
        Span<byte> destination = machine.Write(buffer, (uint)length);
        if ((uint)offset + (ulong)(uint)length > (ulong)machine.Packet.Length) return unchecked((ulong)-Errno.EINVAL);
        machine.Packet.Span.Slice((int)(uint)offset, destination.Length).CopyTo(destination);
        return 0;
    }

    /// <summary><c>bpf_xdp_store_bytes(xdp_md, offset, buf, len)</c>: 0, or -EINVAL outside of the packet.</summary>
    public static ulong XdpStoreBytes(Machine machine, ulong context, ulong offset, ulong buffer, ulong length, ulong r5)
    {
        ReadOnlySpan<byte> source = machine.Read(buffer, (uint)length);
        if ((uint)offset + (ulong)(uint)length > (ulong)machine.Packet.Length) return unchecked((ulong)-Errno.EINVAL);
        source.CopyTo(machine.Packet.Span.Slice((int)(uint)offset));
        return 0;
    }

    /// <summary><c>bpf_skb_load_bytes(skb, offset, to, len)</c>: 0, or -EFAULT outside of the packet; the buffer is then zeroed.</summary>
    public static ulong SkbLoadBytes(Machine machine, ulong context, ulong offset, ulong buffer, ulong length, ulong r5)
    {
        Span<byte> destination = machine.Write(buffer, (uint)length);
        if ((uint)offset + (ulong)(uint)length > (ulong)machine.Packet.Length)
        {
            destination.Clear();
            return unchecked((ulong)-Errno.EFAULT);
        }
        machine.Packet.Span.Slice((int)(uint)offset, destination.Length).CopyTo(destination);
        return 0;
    }

    /// <summary><c>bpf_redirect(ifindex, flags)</c>: the verdict to return; for XDP no flag is allowed, else <c>BPF_F_INGRESS</c>.</summary>
    public static ulong Redirect(Machine machine, ulong ifindex, ulong flags, ulong r3, ulong r4, ulong r5)
    {
        bool xdp = machine.ProgramType == ProgramType.Xdp;
        if ((flags & ~(xdp ? 0 : Ingress)) != 0) return xdp ? XdpAborted : TcActShot;
        machine.Kernel.RedirectIfindex = (uint)ifindex;
        return xdp ? XdpRedirect : TcActRedirect;
    }

    /// <summary>
    /// <c>bpf_csum_diff(from, from_size, to, to_size, seed)</c>: the checksum of <c>to</c> less that of <c>from</c>, added to the seed.
    /// </summary>
    /// <returns>The sum in 16 bits, not complemented, as Linux 6.13 and later give on every machine.</returns>
    public static ulong ChecksumDifference(Machine machine, ulong from, ulong fromSize, ulong to, ulong toSize, ulong seed)
    {
        ReadOnlySpan<byte> removed = machine.Read(from, (uint)fromSize);
        ReadOnlySpan<byte> added = machine.Read(to, (uint)toSize);
        // Zero has two forms in this arithmetic; which one comes out depends on the order of the operations.
        uint sum = removed.IsEmpty ? Checksum.Add(added, (uint)seed)
            : added.IsEmpty ? ~Checksum.Add(removed, ~(uint)seed)
            : Checksum.Fold((ulong)Checksum.Add(added, (uint)seed) + ~Checksum.Add(removed, 0));
        return Checksum.Fold(sum);
    }
}
