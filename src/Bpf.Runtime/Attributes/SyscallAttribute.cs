namespace Bpf;

/// <summary>A program that user space runs: <c>static int F(ref T ctx)</c>, with T a struct that both sides read and write. Linux 5.14. ELF section <c>syscall</c>.</summary>
public sealed class SyscallAttribute : ProgramAttribute;
