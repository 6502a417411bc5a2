using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Verifier;
using Bpf.Vm;

namespace Bpf.Differential.Tests;

/// <summary>
/// A simulated kernel that runs what a kernel's verifier leaves of a program. Where it came through no path, it takes the branch out: should it have missed a
/// path that runs take, they come to another result than the program's, as they do in that kernel (kernels before 6.7 miss paths of callbacks).
/// </summary>
internal sealed class VerifiedWorld(KernelProfile profile) : IBpfWorld
{
    private readonly SimulatedKernel _kernel = new();

    /// <summary>Loads an object; null where the kernel's verifier doesn't accept all of its programs.</summary>
    public static BpfObject? TryLoad(byte[] image, KernelProfile profile)
    {
        try
        {
            return BpfObject.Load(new VerifiedWorld(profile), image);
        }
        catch (NotAcceptedException)
        {
            return null;
        }
    }

    public void Load(LinkedObject linked) => _kernel.Load(linked with { Programs = [.. linked.Programs.Select(Patched)] });

    public int PossibleCpus => _kernel.PossibleCpus;
    public IMapModel GetMap(string name) => _kernel.GetMap(name);
    public IMapModel CreateMap(MapSpec spec) => _kernel.CreateMap(spec);
    public uint GetMapId(IMapModel map) => _kernel.GetMapId(map);
    public IMapModel? FindMap(uint id) => _kernel.FindMap(id);
    public uint GetProgramId(string program) => _kernel.GetProgramId(program);
    public ulong Run(string program, Span<byte> context, ref byte[]? packet) => _kernel.Run(program, context, ref packet);
    public ulong CallScalarHelper(HelperId helper, ulong argument = 0) => _kernel.CallScalarHelper(helper, argument);
    public void GetCurrentComm(Span<byte> destination) => _kernel.GetCurrentComm(destination);
    public int ReadMemory(AddressSpace space, ulong address, Span<byte> destination) => _kernel.ReadMemory(space, address, destination);
    public int ReadString(AddressSpace space, ulong address, Span<byte> destination) => _kernel.ReadString(space, address, destination);
    public void Redirect(uint target) => _kernel.Redirect(target);
    public void TracePrint(string text) => _kernel.TracePrint(text);

    /// <summary>A conditional jump one side of which was never seen goes to the other always, as in the kernel (<c>opt_hard_wire_dead_code_branches</c>).</summary>
    private LoadRequest Patched(LoadRequest request)
    {
        VerificationResult result = Verifier.Verifier.Verify(request, profile);
        if (result.Verdict != Verdict.Accept) throw new NotAcceptedException();
        Instruction[] patched = [.. request.Instructions];
        for (int i = 0; i < patched.Length; i++)
        {
            if (!result.Reached[i] || !patched[i].IsConditionalJump) continue;
            if (!result.Reached[i + 1]) patched[i] = Asm.Ja(patched[i].Offset);
            else if (!result.Reached[i + 1 + patched[i].Offset]) patched[i] = Asm.Ja(0);
        }

        return request with { Instructions = [.. patched] };
    }

    private sealed class NotAcceptedException : Exception;
}
