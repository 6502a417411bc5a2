using System;

namespace Bpf;

/// <summary>A program for the entry or return of a kernel function (<see cref="KprobeAttribute"/>, <see cref="KretprobeAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="function">The kernel function; null where it is named on attaching.</param>
/// <param name="atReturn">True for the function's return.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class KprobeProgram(BpfProgram program, string? function, bool atReturn, ProgramBody<PtRegs>? body = null)
    : BpfProgram<PtRegs>(program, body)
{
    /// <summary>Attaches to the function that the attribute names.</summary>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">The kernel has no kprobes, or no such function, or refused.</exception>
    /// <exception cref="InvalidOperationException">The attribute names no function.</exception>
    public BpfLink Attach() => Attach(function ?? throw new InvalidOperationException(
        $"The attribute of program '{Name}' names no kernel function; use Attach(function)."));

    /// <summary>Attaches to a function.</summary>
    /// <param name="kernelFunction">A symbol of <c>/proc/kallsyms</c>, or <c>module:symbol</c> where the name is not the only one.</param>
    /// <param name="offset">Bytes after the function's start; 0 for a return.</param>
    /// <param name="cookie">A number that the program is told (<c>Helpers.GetAttachCookie()</c>); 0 for none. Linux 5.15.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">The kernel has no kprobes, or no such function, or refused.</exception>
    public BpfLink Attach(string kernelFunction, ulong offset = 0, ulong cookie = 0) => PerfAttachment.Attach(
        Handle, $"{(atReturn ? "kretprobe" : "kprobe")} {kernelFunction}", PerfEvents.OpenKprobe(Handle, kernelFunction, offset, atReturn), cookie);

    internal override BpfLink AttachToDeclaredHook() => Attach();

    private protected override ReadOnlySpan<byte> ContextBytes(ref readonly PtRegs context) => context.KernelBytes();
}
