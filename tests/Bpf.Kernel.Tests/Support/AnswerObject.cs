using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;

namespace Bpf.Kernel.Tests.Support;

/// <summary>An object with an XDP program whose global function says what becomes of a packet, or one that takes that function's place.</summary>
internal static class AnswerObject
{
    /// <summary>The function.</summary>
    public const string Function = "answer";

    /// <summary>A program, <c>main</c>, that returns what its function does.</summary>
    public static byte[] Create(XdpAction answer)
    {
        (BtfBuilder types, int proto) = Types();
        return ElfWriter.Write(new()
        {
            License = "GPL",
            Types = types,
            Functions =
            [
                new()
                {
                    Name = "main", Section = "xdp", ProtoTypeId = proto, IsGlobal = true,
                    Instructions = [new(Opcode.JmpCall, Src: (byte)CallKind.Local), new(Opcode.JmpExit)],
                    Relocations = [new(0, RelocationKind.Call, Function)],
                },
                new() { Name = Function, Section = SectionNames.Text, ProtoTypeId = proto, IsGlobal = true, Instructions = Returning(answer) },
            ],
        });
    }

    /// <summary>A program, <c>other</c>, of a section that says what it attaches to.</summary>
    public static byte[] Other(string section, XdpAction answer)
    {
        (BtfBuilder types, int proto) = Types();
        return ElfWriter.Write(new()
        {
            License = "GPL",
            Types = types,
            Functions = [new() { Name = "other", Section = section, ProtoTypeId = proto, IsGlobal = true, Instructions = Returning(answer) }],
        });
    }

    private static System.Collections.Immutable.ImmutableArray<Instruction> Returning(XdpAction answer) =>
        [new(Opcode.Alu64MovK, 0, Imm: (int)answer), new(Opcode.JmpExit)];

    private static (BtfBuilder Types, int Proto) Types()
    {
        BtfBuilder types = new();
        int context = types.AddPtr(types.AddStruct("xdp_md", 4, [new("data", types.AddInt("unsigned int", 4), 0)]));
        return (types, types.AddFuncProto(types.AddInt("int", 4, BtfIntEncoding.Signed), [new("ctx", context)]));
    }
}
