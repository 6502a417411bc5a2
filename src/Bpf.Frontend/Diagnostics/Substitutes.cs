using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Diagnostics;

/// <summary>What a BPF program has instead of the parts of .NET that people reach for, by type and, where types do several things, member.</summary>
internal static class Substitutes
{
    /// <summary>What is said where nothing is known to stand for a method.</summary>
    private const string Any = "a kernel-side member of Bpf (CurrentTask, Helpers, BitOperations, Math, ...)";

    private const string Time = "Helpers.KtimeGetNs(), nanoseconds since boot";
    private const string Waiting = "a hook that runs later: a program cannot wait";
    private const string Process = "CurrentTask (Tgid is the process, Comm its name)";
    private const string Bytes = "shifts of bytes, or a struct that the memory is read as";
    private const string Order = "Volatile.Read and Volatile.Write of the variable that is waited for, or an Interlocked operation whose result is used";
    private const string Counter = "Interlocked and Volatile, or a per-CPU map";

#pragma warning disable format // columns are aligned
    private static readonly Dictionary<string, string> s_rows = new(StringComparer.Ordinal)
    {
        ["System.Console"]                            = "Trace.Print($\"...\"), or send an event through a RingBuffer and print it in user space",
        ["System.Diagnostics.Debug"]                  = "Trace.Print($\"...\")",
        ["System.Diagnostics.Trace"]                  = "Trace.Print($\"...\") of Bpf",
        ["System.DateTime"]                           = Time,
        ["System.DateTimeOffset"]                     = Time,
        ["System.TimeProvider"]                       = Time,
        ["System.Diagnostics.Stopwatch"]              = Time,
        ["System.Environment.TickCount"]              = Time,
        ["System.Environment.TickCount64"]            = Time,
        ["System.Random"]                             = "Helpers.GetPrandomU32()",
        ["System.Guid"]                               = "Helpers.GetPrandomU32()",
        ["System.Environment.ProcessId"]              = Process,
        ["System.Diagnostics.Process"]                = Process,
        ["System.Environment.UserName"]               = "CurrentTask.Uid",
        ["System.Environment.CurrentManagedThreadId"] = "CurrentTask.Pid, the kernel's name of a thread",
        ["System.Threading.Thread"]                   = Waiting,
        ["System.Threading.Tasks.Task"]               = Waiting,
        ["System.Threading.Interlocked.MemoryBarrier"] = Order,
        ["System.Threading.Interlocked.MemoryBarrierProcessWide"] = Order,
        ["System.Threading.Thread.MemoryBarrier"]     = Order,
        ["System.Threading.Volatile.ReadBarrier"]     = Order,
        ["System.Threading.Volatile.WriteBarrier"]    = Order,
        ["System.Threading.Monitor"]                  = Counter,
        ["System.Threading.Lock"]                     = Counter,
        ["System.Enum"]                               = "the operators of integers on the enum's value",
        ["System.Net.IPAddress"]                      = "UInt16BE and UInt32BE, or BinaryPrimitives.ReverseEndianness",
        ["System.BitConverter"]                       = Bytes,
        ["System.Runtime.InteropServices.MemoryMarshal"] = Bytes,
        ["System.Runtime.InteropServices.Marshal"]    = "sizeof, and structs that maps and events are read as",
        ["System.Int128"]                             = "two ulong",
        ["System.UInt128"]                            = "two ulong",
        ["System.MemoryExtensions.BinarySearch"]      = "IndexOf, or a map for many",
        ["System.MemoryExtensions.Sort"]              = "a for loop of constant length that swaps neighbors, or sort in user space",
        ["System.MemoryExtensions.AsSpan"]            = "\"...\"u8 for text: a BPF program has bytes and no strings",
        ["System.Index"]                              = "int, or '^n' within the brackets",
        ["System.Range"]                              = "int, or 'a..b' within the brackets",
    };
#pragma warning restore format

    /// <summary>What to use instead of a method or accessor that has no source.</summary>
    public static string For(IMethodSymbol method)
    {
        string type = method.ContainingType.MetadataFullName();
        string member = type + "." + (method.AssociatedSymbol ?? method).Name;
        return s_rows.TryGetValue(member, out string? substitute) || s_rows.TryGetValue(type, out substitute) ? substitute : Any;
    }
}
