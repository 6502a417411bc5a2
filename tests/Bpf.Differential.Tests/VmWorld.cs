using Bpf.Vm;

namespace Bpf.Differential.Tests;

/// <summary>Runs a program's bytecode in the simulated kernel.</summary>
internal sealed class VmWorld : IDisposable
{
    private readonly BpfObject _object;
    private readonly XdpProgram _program;

    public VmWorld(CompiledProgram program)
    {
        _object = BpfObject.Load(new SimulatedKernel(), program.Image);
        _program = new(_object.Program(program.Name));
    }

    public Outcome Run(ulong[] input) => CorpusTests.Run(_program, input);

    public void Dispose() => _object.Dispose();
}
