using Bpf.Core.Kernel;
using Bpf.Vm;

namespace Bpf.Differential.Tests;

/// <summary>Runs a program's bytecode in the simulated kernel, as it is or as a kernel's verifier leaves it.</summary>
internal sealed class VmWorld : IDisposable
{
    private readonly BpfObject _object;
    private readonly XdpProgram _program;

    public VmWorld(CompiledProgram program)
        : this(BpfObject.Load(new SimulatedKernel(), program.Image), program.Name)
    {
    }

    private VmWorld(BpfObject loaded, string name)
    {
        _object = loaded;
        _program = new(loaded.Program(name));
    }

    /// <summary>What a kernel's verifier leaves of a program; null where it doesn't accept it.</summary>
    public static VmWorld? Verified(CompiledProgram program, KernelProfile profile) =>
        VerifiedWorld.TryLoad(program.Image, profile) is { } loaded ? new(loaded, program.Name) : null;

    public Outcome Run(ulong[] input) => CorpusTests.Run(_program, input);

    public void Dispose() => _object.Dispose();
}
