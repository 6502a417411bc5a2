namespace Bpf;

/// <summary>A kernel function that a program attaches to by its type, at its return: its arguments as they were, and its result.</summary>
public struct FunctionExit
{
    /// <summary>The arguments, in the order of the function's C declaration.</summary>
    public FunctionArgs Args;

    /// <summary>The function's result (<c>bpf_get_func_ret</c>, Linux 5.17).</summary>
    public ulong ReturnValue { readonly get; set; }
}
