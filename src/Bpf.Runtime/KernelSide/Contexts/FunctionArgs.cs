using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>
/// The arguments of a kernel function or tracepoint that a program attaches to by its type: 64-bit slots in the order of its C declaration
/// (<c>ctx[0]</c> is the first), as many as it has, at most 12 (<c>MAX_BPF_FUNC_ARGS</c>).
/// </summary>
[InlineArray(MaxArguments)]
public struct FunctionArgs
{
    /// <summary>The most arguments a function has (<c>MAX_BPF_FUNC_ARGS</c>).</summary>
    public const int MaxArguments = 12;

    private ulong element;
}
