namespace Bpf.Core.Elf;

/// <summary>A declaration tag on a parameter (<c>__arg_ctx</c> and its kin of libbpf's bpf_helpers.h).</summary>
/// <param name="Parameter">Which parameter, from 0.</param>
/// <param name="Tag">What it says, for example <c>arg:nonnull</c>.</param>
public readonly record struct ParameterTag(int Parameter, string Tag);
