namespace Bpf;

/// <summary>Attaches programs to control groups.</summary>
internal static class Cgroups
{
    public static BpfLink Attach(ProgramHandle program, string path) => KernelLinks.CreateAtPath(
        program, $"control group {path} ({program.Section})", path, "The folder is not of a control group of version 2, or the kernel lacks this hook.");
}
