namespace Bpf.Core.Kernel;

/// <summary>The values a program may return, both ends included, as the verifier compares them (<c>check_return_code</c>).</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
public readonly record struct ReturnRange(int Min, int Max);
