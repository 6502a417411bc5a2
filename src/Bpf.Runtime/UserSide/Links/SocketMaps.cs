using Bpf.Syscalls;

namespace Bpf;

/// <summary>Attaches programs to maps of sockets (<c>BPF_PROG_ATTACH</c>).</summary>
internal static class SocketMaps
{
    public static BpfLink Attach(ProgramHandle program, BpfMap map)
    {
        string target = $"the sockets of map '{map.Name}'";
        int result = Call(BpfCommand.ProgAttach, program, map);
        if (result != 0)
            throw AttachFailure.Describe(program, target, -result, "The map is none of sockets.");
        return new BpfLink(program, target, null, () => Call(BpfCommand.ProgDetach, program, map));
    }

    private static int Call(BpfCommand command, ProgramHandle program, BpfMap map)
    {
        using FileDescriptor.Lease programLease = program.Descriptor.Use();
        using FileDescriptor.Lease mapLease = map.Backend.Descriptor.Use();
        ProgAttachAttr attr = new() { Target = mapLease.Number, ProgFd = programLease.Number, AttachType = (uint)program.AttachType };
        return BpfSyscall.Call(command, ref attr);
    }
}
