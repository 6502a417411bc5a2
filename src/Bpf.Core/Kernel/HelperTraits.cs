using System;

namespace Bpf.Core.Kernel;

/// <summary>What a helper demands or does beyond its arguments and result.</summary>
[Flags]
public enum HelperTraits
{
    /// <summary>Nothing of the below.</summary>
    None = 0,
    /// <summary><c>gpl_only</c>: the program's license must be GPL-compatible.</summary>
    GplOnly = 1,
    /// <summary><c>pkt_access</c>: memory arguments may point into the packet.</summary>
    PktAccess = 2,
    /// <summary>Packet pointers held before the call are invalid after it (<c>bpf_helper_changes_pkt_data</c>).</summary>
    ChangesPktData = 4,
    /// <summary><c>might_sleep</c>: for sleepable programs only.</summary>
    MightSleep = 8,
    /// <summary>The result, where not NULL, is a reference that must be released (<c>is_acquire_function</c>).</summary>
    Acquires = 16,
    /// <summary>Calls the subprogram it is given before it returns (<c>is_sync_callback_calling_function</c>).</summary>
    CallsBack = 32,
    /// <summary>Stores the subprogram it is given and has it called later (<c>is_async_callback_calling_function</c>).</summary>
    CallsBackLater = 64,
    /// <summary>The running kernel confirmed every argument with an accepted and a refused call, see <c>HelperProofTests</c>.</summary>
    Proven = 128,
}
