using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Verifier;
using Bpf.Verifier.State;

namespace Bpf.Fuzz.Frontier;

/// <summary>What the simulated verifier holds registers to be before each instruction, over all paths.</summary>
internal sealed class Claims : IStateObserver
{
    private const int MostStates = 3_000;
    private readonly Dictionary<int, List<RegisterState[]>> _states = [];
    private int _count;

    private Claims()
    {
    }

    /// <summary>Walks all paths; null where there are too many.</summary>
    public static Claims? Collect(LoadRequest request, KernelProfile profile)
    {
        Claims claims = new();
        try
        {
            VerificationResult result = Bpf.Verifier.Verifier.Verify(request, profile, new() { Observer = claims });
            return result.Verdict == Verdict.Accept ? claims : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Before(int instruction, VerifierState state)
    {
        if (++_count > MostStates) throw new OperationCanceledException();
        if (!_states.TryGetValue(instruction, out List<RegisterState[]>? states)) _states.Add(instruction, states = []);
        states.Add([.. state.Current.Registers]);
    }

    /// <summary>What is wrong with the registers that a run had before an instruction; null where some state allows them.</summary>
    public string? Contradiction(int instruction, ReadOnlySpan<ulong> registers)
    {
        if (!_states.TryGetValue(instruction, out List<RegisterState[]>? states)) return "comes to an instruction that no path comes to";
        string? first = null;
        foreach (RegisterState[] state in states)
        {
            string? wrong = null;
            for (int i = 0; i < registers.Length && wrong is null; i++)
            {
                if (!Holds(in state[i], registers[i])) wrong = $"r{i} is 0x{registers[i]:x}";
            }

            if (wrong is null) return null;
            first ??= wrong;
        }

        return $"has registers that none of {states.Count} states allows ({first})";
    }

    private static bool Holds(in RegisterState claim, ulong value)
    {
        if (claim.Type == RegisterType.NotInit) return true;
        if (!claim.IsScalar) return value != 0 || claim.Type.MayBeNull();
        return (value & ~claim.VarOff.Mask) == claim.VarOff.Value
            && claim.UMin <= value && value <= claim.UMax && claim.SMin <= (long)value && (long)value <= claim.SMax
            && claim.U32Min <= (uint)value && (uint)value <= claim.U32Max && claim.S32Min <= (int)value && (int)value <= claim.S32Max;
    }
}
