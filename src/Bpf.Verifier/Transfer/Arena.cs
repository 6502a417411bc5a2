// Rests on: messages of real verdicts, the running kernel. What an arena pointer holds doesn't matter: accesses outside of the arena
// are caught when they happen.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Pointers into an arena, memory shared with user space.</summary>
internal sealed partial class Engine
{
    private const short AddressSpaceCast = 1;
    private const int ToKernel = 1;
    private const int ToUser = 1 << 16;
    private int arena = -1;
    private int signedArenaLoad = -1;

    private bool IsArena(int map) => maps[map].Spec.Type == MapType.Arena;

    /// <summary>One arena a program: the casts don't say which.</summary>
    private void NoteArena(int map, int i)
    {
        if (arena >= 0 && arena != map)
        {
            throw Reject(RejectionReason.ProgramAttributes, "Only one arena per program", at: i);
        }

        if (!rights.Have(Core.Kernel.Capabilities.Bpf | Core.Kernel.Capabilities.Perfmon))
        {
            throw Reject(RejectionReason.Privilege, "CAP_BPF and CAP_PERFMON are required to use arena", at: i);
        }

        arena = map;
    }

    private void CastAddressSpace(in Instruction insn)
    {
        string? message = insn.Imm is not (ToKernel or ToUser) ? "addr_space_cast insn can only convert between address space 1 and 0"
            : arena < 0 ? "addr_space_cast insn can only be used in a program that has an associated arena"
            : null;
        if (message is not null)
        {
            throw Reject(RejectionReason.InvalidInstruction, message);
        }

        ReadRegister(insn.Src);
        WriteRegister(insn.Dst);
        ref RegisterState dst = ref Reg(insn.Dst);
        dst.SetUnknown(false);
        dst.Type = insn.Imm == ToKernel ? RegisterType.PtrToArena : RegisterType.ScalarValue;
    }

    private void AccessArena(int value, bool signed)
    {
        if (signed && !rules.SignedArenaLoads)
        {
            // Refused only once all else is found right: the program can't be compiled.
            signedArenaLoad = signedArenaLoad < 0 ? at : signedArenaLoad;
        }

        LoadUnknown(value, value >= 0);
    }

    private void CheckArenaLoads()
    {
        if (signedArenaLoad >= 0)
        {
            throw Reject(RejectionReason.InvalidInstruction, "sign extending loads from arena are not supported yet", at: signedArenaLoad);
        }
    }

    /// <summary>Atomic operations that x86-64 can do only in a loop aren't compiled for arenas.</summary>
    private static bool WorksInArena(AtomicCode code) => code is not (AtomicCode.FetchAnd or AtomicCode.FetchOr or AtomicCode.FetchXor);
}
