using System.Buffers.Binary;
using Bpf.Core.Btf;
using Bpf.Core.Link;

namespace Bpf.Core.Tests.Btf;

/// <summary><c>.BTF.ext</c>, written and read.</summary>
public sealed class BtfExtTests
{
    [Fact]
    public void Functions_lines_and_relocations_come_back()
    {
        (BtfExt ext, BtfBuilder types) = Sample();
        byte[] bytes = ext.ToBytes(types);
        BtfExt read = BtfExt.Read(bytes, BtfTypes.Read(types.ToBytes()));
        Assert.Equal(["xdp", ".text"], read.Sections.Select(s => s.Name));
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(ext.Sections[i].Functions, read.Sections[i].Functions);
            Assert.Equal(ext.Sections[i].Lines, read.Sections[i].Lines);
            Assert.Equal(ext.Sections[i].CoreRelocations, read.Sections[i].CoreRelocations);
        }
    }

    [Fact]
    public void Columns_that_do_not_fit_are_left_out()
    {
        (BtfExt ext, BtfBuilder types) = Sample();
        BtfExtSection section = ext.Sections[0];
        section = section with { Lines = [section.Lines[0] with { Column = 1024 }] };
        byte[] bytes = new BtfExt([section]).ToBytes(types);
        Assert.Equal(0, BtfExt.Read(bytes, BtfTypes.Read(types.ToBytes())).Sections[0].Lines[0].Column);
    }

    [Fact]
    public void Records_of_unknown_size_are_refused()
    {
        (BtfExt ext, BtfBuilder types) = Sample();
        byte[] bytes = ext.ToBytes(types);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), 4);
        BtfTypes read = BtfTypes.Read(types.ToBytes());
        Assert.Throws<BpfFormatException>(() => BtfExt.Read(bytes, read));
    }

    private static (BtfExt Ext, BtfBuilder Types) Sample()
    {
        BtfBuilder types = new();
        int number = types.AddInt("int", 4, BtfIntEncoding.Signed);
        int function = types.AddFunc("run", types.AddFuncProto(number, []), BtfLinkage.Global);
        int file = types.AddString("/src/a.cs");
        LineInfo line = new(0, file, types.AddString("return 0;"), 12, 9);
        CoreRelocation relocation = new(1, number, "0:1:2", CoreRelocationKind.FieldByteOffset);
        BtfExt ext = new(
        [
            new("xdp", [new(0, function)], [line, line with { InstructionOffset = 2 }], [relocation]),
            new(".text", [new(0, function)], [line], []),
        ]);
        return (ext, types);
    }
}
