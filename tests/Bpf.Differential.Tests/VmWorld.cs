using Bpf.Core.Link;
using Bpf.Vm;

namespace Bpf.Differential.Tests;

/// <summary>Runs a program's bytecode in the simulated kernel.</summary>
internal sealed class VmWorld
{
    private const int XdpMdSize = 24;
    private readonly SimulatedKernel _kernel = new();
    private readonly string _name;

    public VmWorld(LoadRequest request)
    {
        _kernel.Load(new LinkedObject([], [request], []));
        _name = request.Name;
    }

    public Outcome Run(ulong[] input)
    {
        byte[]? packet = new byte[CorpusTests.FrameSize];
        CorpusTests.WriteFrame(packet, input);
        uint action = (uint)_kernel.Run(_name, new byte[XdpMdSize], ref packet);
        return CorpusTests.ReadFrame(action, packet);
    }
}
