using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Bpf.Runtime.Tests.KernelSide;

public sealed class LayoutTests
{
    [Fact]
    public void Headers_have_the_sizes_of_their_RFCs()
    {
        Assert.Equal(EthernetHeader.Size, Unsafe.SizeOf<EthernetHeader>());
        Assert.Equal(VlanHeader.Size, Unsafe.SizeOf<VlanHeader>());
        Assert.Equal(Ipv4Header.Size, Unsafe.SizeOf<Ipv4Header>());
        Assert.Equal(Ipv6Header.Size, Unsafe.SizeOf<Ipv6Header>());
        Assert.Equal(TcpHeader.Size, Unsafe.SizeOf<TcpHeader>());
        Assert.Equal(UdpHeader.Size, Unsafe.SizeOf<UdpHeader>());
    }

    [Fact]
    public void Shared_structures_have_the_sizes_of_the_kernels_headers()
    {
        Assert.Equal(16, Unsafe.SizeOf<Comm>());
        Assert.Equal(256, Unsafe.SizeOf<PathBuffer>());
        Assert.Equal(8, Unsafe.SizeOf<UserPtr<byte>>());
        Assert.Equal(8, Unsafe.SizeOf<KernelPtr<ulong>>());
        Assert.Equal(8, Unsafe.SizeOf<Ipv4Prefix>());
        Assert.Equal(12, Unsafe.SizeOf<AlignedIpv4Prefix>());
        Assert.Equal(20, Unsafe.SizeOf<Ipv6Prefix>());
        Assert.Equal(96, Unsafe.SizeOf<RawTracepointArgs>());
        Assert.Equal(64, Unsafe.SizeOf<SysEnter>());
        Assert.Equal(24, Unsafe.SizeOf<SysExit>());
        Assert.Equal(48, Unsafe.SizeOf<SysEnterOpenat>());
        Assert.Equal(40, Unsafe.SizeOf<SysEnterExecve>());
    }

    [Fact]
    public void Tracepoint_fields_are_where_the_kernels_format_file_says()
    {
        Assert.Equal(8, Marshal.OffsetOf<SysEnterOpenat>(nameof(SysEnterOpenat.Id)));
        Assert.Equal(24, Marshal.OffsetOf<SysEnter>(nameof(SysEnter.Arg1)));
        Assert.Equal(16, Marshal.OffsetOf<SysExit>(nameof(SysExit.Result)));
        Assert.Equal(32, Marshal.OffsetOf<SysEnterOpenat>(nameof(SysEnterOpenat.Flags)));
    }

    [Theory]
    [InlineData(0, 14 * 8)]
    [InlineData(5, 8 * 8)]
    public void Arguments_of_a_probe_are_in_the_registers_of_the_calling_convention(int argument, int offset)
    {
        PtRegs registers = default;
        if (argument == 0)
            registers.Argument0 = 42;
        else
            registers.Argument5 = 42;
        ReadOnlySpan<byte> bytes = registers.KernelBytes();
        Assert.Equal(168, bytes.Length);
        Assert.Equal(42ul, MemoryMarshal.Read<ulong>(bytes[offset..]));
    }
}
