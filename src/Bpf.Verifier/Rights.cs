// Rests on: include/linux/bpf.h (bpf_allow_ptr_leaks and its like), verdicts of kernels that were asked with fewer capabilities.
using Bpf.Core.Kernel;

namespace Bpf.Verifier;

/// <summary>What the capabilities of the loading process let its program do.</summary>
/// <param name="capabilities">The process's capabilities.</param>
/// <param name="rules">The kernel's behavior.</param>
internal sealed class Rights(Capabilities capabilities, BehaviorSwitches rules)
{
    /// <summary>Loops, functions, values followed through the stack, states told apart only by what decides (<c>bpf_capable</c>).</summary>
    public bool Bpf { get; } = Holds(capabilities, Capabilities.Bpf);

    /// <summary>Pointers may be stored, compared and returned as numbers (<c>allow_ptr_leaks</c>).</summary>
    public bool TellsAddresses { get; } = Holds(capabilities, Capabilities.Perfmon);

    /// <summary>Stack bytes never written may be read (<c>allow_uninit_stack</c>).</summary>
    public bool ReadsUnwrittenStack { get; } = rules.UninitializedStackReads && Holds(capabilities, Capabilities.Perfmon);

    /// <summary>
    /// What a processor may do ahead of time counts (no <c>bypass_spec_v1</c>, no <c>bypass_spec_v4</c>). A kernel that was told that its processor
    /// needs no mitigations doesn't care; that is not assumed.
    /// </summary>
    public bool FearsSpeculation => !TellsAddresses;

    /// <summary>True where the process has all of them.</summary>
    public bool Have(Capabilities needed) => Holds(capabilities, needed);

    private static bool Holds(Capabilities capabilities, Capabilities needed) =>
        (capabilities & Capabilities.SysAdmin) != 0 || (capabilities & needed) == needed;
}
