using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Runtime.Tests.Support;
using Bpf.Vm;

namespace Bpf.Runtime.Tests.Kernel;

/// <summary>Maps that hold maps or programs from the start, as clang writes them: addresses in <c>.maps</c>.</summary>
public sealed class HeldMapTests
{
    private const string Object = "maps_in_maps";

    [Fact]
    public void A_map_of_maps_holds_what_its_definition_says()
    {
        Requires.Kernel();
        using BpfObject target = BpfObject.Load(ClangObject.Compile(Object));
        target.Program("count").Run(new byte[64], repeat: 5);
        Assert.Equal(5ul, new BpfArrayMap<ulong>(target.Map("first"))[3] + new BpfArrayMap<ulong>(target.Map("second"))[3]);
    }

    [Fact]
    public void Maps_that_are_held_are_made_also_where_programs_are_left_out()
    {
        Requires.Kernel();
        using BpfObject target = BpfObject.Load(ClangObject.Compile(Object), new() { LeftOut = new HashSet<string> { "count" } });
        Assert.Equal(0ul, new BpfArrayMap<ulong>(target.Map("first"))[3]);
    }

    [Fact]
    public void A_map_of_programs_holds_those_that_are_loaded()
    {
        Requires.Kernel();
        const int Drop = 1, Transmit = 3;
        byte[] image = ClangObject.Compile("held_programs");
        using BpfObject target = BpfObject.Load(image);
        Assert.Equal(Transmit, (int)target.Program("first").Run(new byte[64]).ReturnValue);
        using BpfObject without = BpfObject.Load(image, new() { LeftOut = new HashSet<string> { "last" } });
        Assert.Equal(Drop, (int)without.Program("first").Run(new byte[64]).ReturnValue);
    }

    [Fact]
    public void The_simulated_kernel_says_that_it_does_not_have_them() =>
        Assert.Contains("from the start", Assert.Throws<BpfLoadException>(() => BpfObject.Load(new SimulatedKernel(), ClangObject.Compile(Object))).Message, StringComparison.Ordinal);

    [Fact]
    public void Each_damaged_byte_of_the_addresses_gives_an_object_or_a_documented_error()
    {
        byte[] image = ClangObject.Compile(Object);
        Assert.Equal(["first", "second"], ElfReader.Read(image).Maps.Single(map => map.Name == "by_index").HeldMaps.OrderBy(held => held.Key).Select(held => held.Value));
        int at = Relocations(image);
        for (int i = at; i < at + 32; i++)
        {
            foreach (byte value in new byte[] { 0, 1, 7, 0x80, 0xff })
            {
                byte[] damaged = [.. image];
                damaged[i] = value;
                if (Record.Exception(() => ElfReader.Read(damaged)) is { } exception)
                    Assert.IsType<BpfFormatException>(exception);
            }
        }
    }

    // Section headers are 64 bytes: type at 4, place in the file at 24, size at 32; two records of 16 bytes are these.
    private static int Relocations(byte[] image)
    {
        int headers = (int)BitConverter.ToUInt64(image, 40), count = BitConverter.ToUInt16(image, 60);
        int header = Enumerable.Range(0, count).Select(i => headers + (i * 64)).Single(h => BitConverter.ToInt32(image, h + 4) == 9 && BitConverter.ToUInt64(image, h + 32) == 32 && IsMaps(image, headers, h));
        return (int)BitConverter.ToUInt64(image, header + 24);
    }

    // Relocations name the section that they are for at 44; that of maps is data.
    private static bool IsMaps(byte[] image, int headers, int header) =>
        BitConverter.ToInt64(image, headers + (BitConverter.ToInt32(image, header + 44) * 64) + 8) == 3;
}
