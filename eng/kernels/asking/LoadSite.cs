using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.KernelAsking;

/// <summary>One way to load programs of a type: what a load request says beside its instructions.</summary>
/// <param name="Type">The program type.</param>
/// <param name="Attach">The expected attach type; of struct_ops the index of the operation.</param>
/// <param name="Flags"><c>BPF_F_*</c> of program loading.</param>
/// <param name="BtfId">What is attached to, in the kernel's types or those of <paramref name="Target"/>.</param>
/// <param name="Target">The descriptor of the program that is extended.</param>
public sealed record LoadSite(ProgramType Type, AttachType Attach, uint Flags = 0, int BtfId = 0, int Target = 0)
{
    /// <summary>Loads instructions there.</summary>
    /// <returns>0 or the negative error number, and the verifier's log.</returns>
    public (int Result, string Log) Load(params ImmutableArray<Instruction> code)
    {
        LoadRequest request = new()
        {
            Name = "probe",
            ProgramType = Type,
            ExpectedAttachType = Attach,
            Flags = Flags,
            AttachBtfId = BtfId,
            License = "GPL",
            Instructions = code,
            FuncInfo = Target == 0 ? [] : [new(0, ProofBtf.Main)],
        };
        return RawBpf.Load(request, [], Target == 0 ? 0 : ProofBtf.Descriptor, attachProgram: Target);
    }

    /// <summary>True where the kernel takes programs there: the verifier has its say, whatever it says.</summary>
    public bool IsThere()
    {
        (int result, string log) = Load(Asm.Mov64Imm(Register.R0, 0), Asm.Exit());
        return result == 0 || log.Contains("R0", StringComparison.Ordinal);
    }
}
