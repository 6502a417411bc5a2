using System;
using System.Collections.Generic;
using System.Linq;

namespace Bpf;

/// <summary>A program for many user-space functions, attached at once (<see cref="UprobeMultiAttribute"/>, <see cref="UretprobeMultiAttribute"/>,
/// <see cref="UprobeSessionAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="path">The executable or library; null where it is named on attaching.</param>
/// <param name="pattern">The functions; null where they are named on attaching.</param>
/// <param name="atReturn">True for the functions' returns.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class UprobeMultiProgram(BpfProgram program, string? path, string? pattern, bool atReturn, ProgramBody<PtRegs>? body = null)
    : BpfProgram<PtRegs>(program, body)
{
    /// <summary>Attaches to the functions that the attribute names, in every process.</summary>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such file, no function fits, or the kernel refused.</exception>
    /// <exception cref="InvalidOperationException">The attribute names no functions.</exception>
    public BpfLink Attach() => path != null && pattern != null
        ? Attach(path, pattern)
        : throw new InvalidOperationException($"The attribute of program '{Name}' names no functions; use Attach(path, pattern).");

    /// <summary>Attaches to all functions of a file that fit a pattern.</summary>
    /// <param name="file">The executable or library: its path, or a name that is looked for as the system does (<c>bash</c>, <c>libc.so.6</c>, <c>libc</c>).</param>
    /// <param name="functions">A name, with <c>*</c> for any letters and <c>?</c> for one.</param>
    /// <param name="processId">The process to watch; -1 for all.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such file, no function fits, or the kernel refused.</exception>
    public BpfLink Attach(string file, string functions, int processId = -1) =>
        UprobeMulti.Attach(Handle, file, UserSymbols.FindFileOffsets(file, functions), atReturn, processId, null);

    /// <summary>Attaches to functions of a file.</summary>
    /// <param name="file">The executable or library: its path, or a name that is looked for as the system does (<c>bash</c>, <c>libc.so.6</c>, <c>libc</c>).</param>
    /// <param name="functions">Functions of its symbol tables.</param>
    /// <param name="processId">The process to watch; -1 for all.</param>
    /// <param name="cookies">Numbers that the program is told (<c>Helpers.GetAttachCookie()</c>), one for each function; null for none.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such file or function, or the kernel refused.</exception>
    public BpfLink Attach(string file, IReadOnlyList<string> functions, int processId = -1, IReadOnlyList<ulong>? cookies = null)
    {
        ArgumentNullException.ThrowIfNull(functions);
        ulong[] offsets = [.. functions.Select(function => UserSymbols.FindFileOffset(file, function))];
        return UprobeMulti.Attach(Handle, file, offsets, atReturn, processId, cookies);
    }

    internal override BpfLink AttachToDeclaredHook() => Attach();

    private protected override ReadOnlySpan<byte> ContextBytes(ref readonly PtRegs context) => context.KernelBytes();
}
