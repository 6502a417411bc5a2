namespace Bpf;

/// <summary>A traffic control program: <c>static TcAction F(ref SkBuff ctx)</c>. ELF section <c>tc</c>.</summary>
public sealed class TcAttribute : ProgramAttribute;
