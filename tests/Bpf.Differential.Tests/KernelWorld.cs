using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;

namespace Bpf.Differential.Tests;

/// <summary>Runs a program in the running kernel, by <c>BPF_PROG_TEST_RUN</c>.</summary>
internal sealed class KernelWorld : IDisposable
{
    private readonly BpfObject _object;
    private readonly XdpProgram _program;

    private KernelWorld(BpfObject loaded, string name)
    {
        _object = loaded;
        _program = new(loaded.Program(name));
    }

    /// <summary>True where this process may load programs here.</summary>
    public static bool IsAvailable { get; } = CanLoad();

    /// <summary>Loads a program; null with the kernel's log where it refuses.</summary>
    public static KernelWorld? Load(CompiledProgram program, out string log)
    {
        log = "";
        try
        {
            return new(BpfObject.Load(program.Image), program.Name);
        }
        catch (BpfVerifierException refused)
        {
            log = refused.Message;
            return null;
        }
    }

    public Outcome Run(ulong[] input) => CorpusTests.Run(_program, input);

    public void Dispose() => _object.Dispose();

    private static bool CanLoad()
    {
        try
        {
            BtfBuilder types = new();
            int proto = types.AddFuncProto(types.AddInt("int", 4, BtfIntEncoding.Signed), []);
            FunctionSpec probe = new() { Name = "probe", Section = "xdp", IsGlobal = true, ProtoTypeId = proto, Instructions = [Asm.Mov64Imm(0, 2), Asm.Exit()] };
            BpfObject.Load(ElfWriter.Write(new() { License = "GPL", Types = types, Functions = [probe] })).Dispose();
            return true;
        }
        catch (Exception e) when (e is BpfException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
