using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;

namespace Bpf.Kernel.Tests.Support;

/// <summary>Objects whose programs need modules of the kernel, which no profile has: made of instructions, as another compiler may make them.</summary>
internal static class ModuleObject
{
    /// <summary>The name of every program.</summary>
    public const string Program = "main";

    /// <summary>The counter of <see cref="Counting"/>.</summary>
    public const string Counter = "seen";

    private const byte Stack = 10;

    /// <summary>A program that counts how often it is run.</summary>
    public static byte[] Counting(string section)
    {
        BtfBuilder types = new();
        int number = types.AddInt("unsigned long", 8);
        (Instruction first, Instruction second) = Asm.LdImm64(1, 0);
        return Write(types, section, new()
        {
            License = "GPL",
            Globals = [new(Counter, ".bss", 0, 8, number, [])],
        },
        [first, second, Asm.Mov64Imm(2, 1), Asm.Atomic(Size.DW, AtomicCode.Add, 1, 2, 0), Asm.Mov64Imm(0, 0), Asm.Exit()],
        [new(0, RelocationKind.Global, Counter)]);
    }

    /// <summary>A system-call program whose result is the offset of a field of four bytes.</summary>
    public static byte[] Offset(string structure, string field)
    {
        BtfBuilder types = new();
        int root = types.AddStruct(structure, 4, [new(field, types.AddInt("unsigned int", 4), 0)]);
        return Write(types, "syscall", new() { License = "GPL" }, [Asm.Mov64Imm(0, 0), Asm.Exit()], [], [new(0, root, "0:0", CoreRelocationKind.FieldByteOffset)]);
    }

    /// <summary>A program of packets that looks for a connection that isn't there by functions of nf_conntrack; its result is the error that they leave.</summary>
    public static byte[] Tracking()
    {
        const short options = -16, tuple = -32;
        BtfBuilder types = new();
        int number = types.AddInt("unsigned int", 4);
        int connection = types.AddPtr(types.AddStruct("nf_conn", 0, []));
        int Pointer(string name) => types.AddPtr(types.AddStruct(name, 0, []));
        int lookup = types.AddFuncProto(
            connection,
            [new("skb", Pointer("__sk_buff")), new("tuple", Pointer("bpf_sock_tuple")), new("length", number), new("options", Pointer("bpf_ct_opts")), new("size", number)]);
        int release = types.AddFuncProto(0, [new("connection", connection)]);
        return Write(types, "tc", new()
        {
            License = "GPL",
            Externs = [new("bpf_skb_ct_lookup", ExternKind.Function, lookup), new("bpf_ct_release", ExternKind.Function, release), new("bpf_no_such_function", ExternKind.Function, release, IsWeak: true)],
        },
        [
            Asm.StMem(Size.W, Stack, options, -1), Asm.StMem(Size.W, Stack, options + 4, 0), Asm.StMem(Size.W, Stack, options + 8, 6),
            Asm.StMem(Size.DW, Stack, tuple, 0), Asm.StMem(Size.W, Stack, tuple + 8, 0),
            Asm.Mov64Reg(2, Stack), Asm.Alu64Imm(AluCode.Add, 2, tuple), Asm.Mov64Imm(3, 12),
            Asm.Mov64Reg(4, Stack), Asm.Alu64Imm(AluCode.Add, 4, options), Asm.Mov64Imm(5, 12),
            Asm.CallKfunc(0),
            Asm.JmpImm(JumpCode.JEq, 0, 0, 2), Asm.Mov64Reg(1, 0), Asm.CallKfunc(0),
            Asm.LdxMem(Size.W, 0, Stack, options + 4),
            // One that no path takes may be missing.
            Asm.Mov64Imm(1, 1), Asm.JmpImm(JumpCode.JNe, 1, 0, 1), Asm.CallKfunc(0), Asm.Exit(),
        ],
        [new(11, RelocationKind.Extern, "bpf_skb_ct_lookup"), new(14, RelocationKind.Extern, "bpf_ct_release"), new(18, RelocationKind.Extern, "bpf_no_such_function")]);
    }

    private static byte[] Write(
        BtfBuilder types, string section, ObjectSpec spec, Instruction[] instructions, RelocationSpec[] relocations, CoreRelocation[]? fields = null)
    {
        int context = types.AddPtr(0);
        return ElfWriter.Write(spec with
        {
            Types = types,
            Functions =
            [
                new()
                {
                    Name = Program, Section = section, IsGlobal = true,
                    ProtoTypeId = types.AddFuncProto(types.AddInt("int", 4, BtfIntEncoding.Signed), [new("ctx", context)]),
                    Instructions = [.. instructions], Relocations = [.. relocations], CoreRelocations = [.. fields ?? []],
                },
            ],
        });
    }
}
