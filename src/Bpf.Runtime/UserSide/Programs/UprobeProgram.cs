using System;

namespace Bpf;

/// <summary>A program for the entry or return of a user-space function (<see cref="UprobeAttribute"/>, <see cref="UretprobeAttribute"/>).</summary>
/// <param name="program">The program.</param>
/// <param name="path">The executable or library; null where it is named on attaching.</param>
/// <param name="symbol">The function; null where it is named on attaching.</param>
/// <param name="atReturn">True for the function's return.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class UprobeProgram(BpfProgram program, string? path, string? symbol, bool atReturn, ProgramBody<PtRegs>? body = null)
    : BpfProgram<PtRegs>(program, body)
{
    /// <summary>Attaches to the function that the attribute names, in every process.</summary>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such file or function, or the kernel refused.</exception>
    /// <exception cref="InvalidOperationException">The attribute names no function.</exception>
    public BpfLink Attach() => path != null && symbol != null
        ? Attach(path, symbol)
        : throw new InvalidOperationException($"The attribute of program '{Name}' names no function; use Attach(path, symbol).");

    /// <summary>Attaches to a function.</summary>
    /// <param name="file">The executable or library: its path, or a name that is looked for as the system does (<c>bash</c>, <c>libc.so.6</c>, <c>libc</c>).</param>
    /// <param name="function">A function of its symbol tables.</param>
    /// <param name="processId">The process to watch; -1 for all.</param>
    /// <param name="cookie">A number that the program is told (<c>Helpers.GetAttachCookie()</c>); 0 for none. Linux 5.15.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such file or function, or the kernel refused.</exception>
    public BpfLink Attach(string file, string function, int processId = -1, ulong cookie = 0) =>
        Attach(file, UserSymbols.FindFileOffset(file, function), processId, cookie);

    /// <summary>Attaches to a place in a file.</summary>
    /// <param name="file">The executable or library: its path, or a name that is looked for as the system does (<c>bash</c>, <c>libc.so.6</c>, <c>libc</c>).</param>
    /// <param name="fileOffset">The instruction's offset in the file.</param>
    /// <param name="processId">The process to watch; -1 for all.</param>
    /// <param name="cookie">A number that the program is told (<c>Helpers.GetAttachCookie()</c>); 0 for none. Linux 5.15.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public BpfLink Attach(string file, ulong fileOffset, int processId = -1, ulong cookie = 0) => PerfAttachment.Attach(
        Handle,
        $"{(atReturn ? "uretprobe" : "uprobe")} {file}+0x{fileOffset:x}",
        PerfEvents.OpenUprobe(Handle, file, fileOffset, atReturn, processId),
        cookie);

    internal override BpfLink AttachToDeclaredHook() => Attach();

    private protected override ReadOnlySpan<byte> ContextBytes(ref readonly PtRegs context) => context.KernelBytes();
}
