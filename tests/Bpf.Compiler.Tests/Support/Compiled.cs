using System.Collections.Immutable;
using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Tests;
using Bpf.Vm;

namespace Bpf.Compiler.Tests.Support;

/// <summary>Compiles IR text and runs the code in the VM as a raw tracepoint program, whose context is plain readable memory.</summary>
internal static class Compiled
{
    /// <summary>Bytes of context that programs may read: what <c>BPF_PROG_TEST_RUN</c> takes for raw tracepoints.</summary>
    public const int ContextSize = 96;

    public static readonly ImmutableArray<(string Name, Lowering Lowering)> Lowerings =
    [
        ("v1", new Lowering { Jump32 = false, AtomicFetch = false }),
        ("v3", new Lowering()),
        ("v3 wide", new Lowering { CompareForm = CompareForm.Wide }),
        ("v4", new Lowering { V4 = true }),
    ];

    public static CompiledFunction Generate(Function function, Lowering lowering, bool optimize = true)
    {
        Function copy = IrParser.ParseFunction(IrPrinter.Print(function, locations: true));
        if (optimize)
            Pipeline.Run(copy, (pass, f) => IrValidator.Require(f, pass));
        return CodeGenerator.Generate(copy, lowering);
    }

    public static string Listing(CompiledFunction function) => Disassembler.DisassembleAll(function.Instructions.AsSpan());

    public static LoadRequest Request(ImmutableArray<Instruction> code) => new()
    {
        Name = "f",
        ProgramType = ProgramType.RawTracepoint,
        License = "GPL",
        Instructions = code,
    };

    /// <summary>Loads the code into a VM once; each call runs it on a copy of a context.</summary>
    public static Func<byte[], ulong> InVm(CompiledFunction function)
    {
        Assert.Empty(ObjectVerdicts.Differences(Image(function)));
        SimulatedKernel kernel = new();
        kernel.Load(new LinkedObject([], [Request(function.Instructions)], []));
        return context =>
        {
            byte[]? packet = null;
            return kernel.Run("f", (byte[])context.Clone(), ref packet);
        };
    }

    /// <summary>An object that holds the code.</summary>
    public static byte[] Image(CompiledFunction function)
    {
        BtfBuilder types = new();
        int proto = types.AddFuncProto(types.AddInt("long", 8, BtfIntEncoding.Signed), [new("context", types.AddPtr(0))]);
        return ElfWriter.Write(new()
        {
            License = "GPL",
            Types = types,
            Functions = [new() { Name = "f", Section = "raw_tp/sys_enter", IsGlobal = true, ProtoTypeId = proto, Instructions = function.Instructions }],
        });
    }
}
