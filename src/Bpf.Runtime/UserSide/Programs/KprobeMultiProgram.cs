using System;
using System.Collections.Generic;

namespace Bpf;

/// <summary>A program for many kernel functions, attached at once (<see cref="KprobeMultiAttribute"/>, <see cref="KretprobeMultiAttribute"/>,
/// <see cref="KprobeSessionAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="pattern">The functions; null where they are named on attaching.</param>
/// <param name="atReturn">True for the functions' returns.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class KprobeMultiProgram(BpfProgram program, string? pattern, bool atReturn, ProgramBody<PtRegs>? body = null)
    : BpfProgram<PtRegs>(program, body)
{
    /// <summary>Attaches to the functions that the attribute names.</summary>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">No function fits, or the kernel refused.</exception>
    /// <exception cref="InvalidOperationException">The attribute names no functions.</exception>
    public BpfLink Attach() => Attach(pattern ?? throw new InvalidOperationException(
        $"The attribute of program '{Name}' names no kernel functions; use Attach(pattern)."));

    /// <summary>Attaches to all functions that fit a pattern.</summary>
    /// <param name="functions">A name, with <c>*</c> for any letters and <c>?</c> for one; <c>module:name</c> for those of a module.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">No function fits, or the kernel refused.</exception>
    public BpfLink Attach(string functions) => KprobeMulti.Attach(Handle, $"functions {functions}", KernelSymbols.Matching(functions), atReturn, null);

    /// <summary>Attaches to functions.</summary>
    /// <param name="functions">Names of <c>/proc/kallsyms</c>.</param>
    /// <param name="cookies">Numbers that the program is told (<c>Helpers.GetAttachCookie()</c>), one for each function; null for none.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">A function is not there or can't be traced, or the kernel refused.</exception>
    public BpfLink Attach(IReadOnlyList<string> functions, IReadOnlyList<ulong>? cookies = null)
    {
        ArgumentNullException.ThrowIfNull(functions);
        return KprobeMulti.Attach(Handle, $"{functions.Count} functions", functions, atReturn, cookies);
    }

    internal override BpfLink AttachToDeclaredHook() => Attach();

    private protected override ReadOnlySpan<byte> ContextBytes(ref readonly PtRegs context) => context.KernelBytes();
}
