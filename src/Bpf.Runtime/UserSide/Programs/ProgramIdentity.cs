using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>What a program is, wherever it lives.</summary>
/// <param name="Name">Its name in the object.</param>
/// <param name="Type">The kernel's program type.</param>
/// <param name="AttachType">The expected attach type; 0 for none, null where the kernel does not tell it.</param>
/// <param name="Section">The ELF section, libbpf's convention.</param>
internal sealed record ProgramIdentity(string Name, ProgramType Type, AttachType? AttachType, string Section)
{
    public static ProgramIdentity Of(LoadRequest request) => new(request.Name, request.ProgramType, request.ExpectedAttachType, request.Section);
}
