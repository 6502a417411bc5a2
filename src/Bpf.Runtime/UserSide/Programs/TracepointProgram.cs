using System;

namespace Bpf;

/// <summary>A program for a tracepoint (<see cref="TracepointAttribute"/>).</summary>
/// <typeparam name="TContext">The tracepoint's record, from its <c>format</c> file.</typeparam>
/// <param name="program">The program.</param>
/// <param name="category">The folder under <c>/sys/kernel/tracing/events</c>.</param>
/// <param name="name">The event's name.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class TracepointProgram<TContext>(BpfProgram program, string category, string name, ProgramBody<TContext>? body = null)
    : BpfProgram<TContext>(program, body) where TContext : unmanaged
{
    /// <summary>Attaches to the tracepoint that the attribute names.</summary>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such tracepoint, or the kernel refused.</exception>
    public BpfLink Attach() => Attach(category, name);

    /// <summary>Attaches to another tracepoint with a record of the same shape.</summary>
    /// <param name="otherCategory">The folder under <c>/sys/kernel/tracing/events</c>.</param>
    /// <param name="otherName">The event's name.</param>
    /// <param name="cookie">A number that the program is told (<c>Helpers.GetAttachCookie()</c>); 0 for none. Linux 5.15.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such tracepoint, or the kernel refused.</exception>
    public BpfLink Attach(string otherCategory, string otherName, ulong cookie = 0) =>
        PerfAttachment.Attach(Handle, $"tracepoint {otherCategory}/{otherName}", PerfEvents.OpenTracepoint(Handle, otherCategory, otherName), cookie);

    /// <summary>Runs the program's bytecode in the simulated world on a record with dynamic arrays (<see cref="DynamicArray{T}"/>).</summary>
    /// <param name="context">The record's fields; its arrays start behind them, at <c>sizeof(TContext)</c>.</param>
    /// <param name="arrays">The elements of all its arrays.</param>
    /// <returns>The program's return value.</returns>
    /// <exception cref="BpfException">The program is in the kernel, which runs no tracepoint programs for tests.</exception>
    public int Run(in TContext context, ReadOnlySpan<byte> arrays) => (int)Run(ReadOnlySpan<byte>.Empty, (byte[])[.. ContextBytes(in context), .. arrays]).ReturnValue;

    internal override BpfLink AttachToDeclaredHook() => Attach();
}
