namespace Bpf;

/// <summary>A program that writes a text for each of the kernel's things: <c>static int F(in T ctx)</c>; 0 goes on, 1 asks for the same once more. Linux 5.8. ELF section <c>iter/target</c>.</summary>
/// <param name="target">What is walked: <c>task</c>, <c>task_file</c>, <c>bpf_map</c>, <c>bpf_prog</c>, <c>tcp</c>, ...</param>
public sealed class IteratorAttribute(string target) : ProgramAttribute
{
    /// <summary>What is walked: <c>task</c>, <c>task_file</c>, <c>bpf_map</c>, <c>bpf_prog</c>, <c>tcp</c>, ...</summary>
    public string Target { get; } = target;

    /// <summary>True for programs that may sleep: they can read user memory that is not mapped in. Not every target allows it.</summary>
    public bool Sleepable { get; set; }
}
