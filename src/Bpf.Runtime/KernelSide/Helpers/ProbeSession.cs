using System;

namespace Bpf;

/// <summary>The call of a function that a program sees twice: at its entry and at its return (<see cref="KprobeSessionAttribute"/>, <see cref="UprobeSessionAttribute"/>).</summary>
/// <remarks>Behind both are functions of the kernel's, <c>bpf_session_is_return</c> and <c>bpf_session_cookie</c>; they take the context from Linux 7.0 on, and nothing before,
/// which the program asks when it is loaded.</remarks>
public static class ProbeSession
{
    /// <summary>True at the return, where the context has the result; at the entry it has the arguments.</summary>
    public static bool IsReturn => throw InKernelOnly("bpf_session_is_return");

    /// <summary>A number of this call's own, 0 at the entry: what the program puts there it finds at the return.</summary>
    public static ref ulong Cookie => throw InKernelOnly("bpf_session_cookie");

    private static NotSupportedException InKernelOnly(string function) => new(
        $"{function} is a function of the kernel's, of which there is no model: programs of sessions run in a kernel only.");
}
