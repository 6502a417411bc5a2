using Bpf.Core.Kernel;

namespace Bpf.Kernels.Tests;

public class ProfileFormatTests
{
    private const string Smallest = """
        # a comment

        format 1
        name test-1.2.3
        alias 1.2
        version 1.2.3
        proven no
        features RingBuffer
        maps hash ringbuf
        program xdp 1-3,7
        program syscall
        derived lsm 5
        """;

    [Fact]
    public void Every_line_is_read()
    {
        KernelProfile profile = ProfileFormat.Read(Smallest);
        Assert.Equal("test-1.2.3", profile.Name);
        Assert.False(profile.Proven);
        Assert.True(profile.Has(Feature.RingBuffer));
        Assert.False(profile.Has(Feature.BoundedLoops));
        Assert.Equal([MapType.Hash, MapType.Ringbuf], profile.MapTypes.Order());
        Assert.Equal([ProgramType.Xdp, ProgramType.Lsm, ProgramType.Syscall], profile.ProgramTypes.Order());
        Assert.True(profile.Allows(ProgramType.Xdp, HelperId.MapUpdateElem));
        Assert.False(profile.Allows(ProgramType.Xdp, HelperId.ProbeRead));
        Assert.False(profile.Allows(ProgramType.Kprobe, HelperId.MapUpdateElem));
        Assert.Empty(profile.Helpers[ProgramType.Syscall]);
        Assert.Equal([ProgramType.Lsm], profile.DerivedHelpers);
    }

    [Theory]
    [InlineData("format 1", "format 2", "unexpected format '2'")]
    [InlineData("proven no", "proved no", "unexpected line 'proved no'")]
    [InlineData("features RingBuffer", "features Ringbuf", "unexpected feature 'Ringbuf'")]
    [InlineData("maps hash ringbuf", "maps hash ringbuffer", "unexpected map type 'ringbuffer'")]
    [InlineData("program xdp", "program xpd", "unexpected program type 'xpd'")]
    [InlineData("1-3,7", "1-3,x", "unexpected number 'x'")]
    [InlineData("1-3,7", "1-3,99999999999", "unexpected number '99999999999'")]
    [InlineData("alias 1.2\n", "", "unexpected profile without 'alias'")]
    public void What_is_not_of_the_format_is_refused_by_name(string old, string changed, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => ProfileFormat.Read(Smallest.Replace(old, changed))).Message);
}
