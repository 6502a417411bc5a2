using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Compiler.Ir;

/// <summary>Everything of one object before code generation. The front end fills it; the driver makes an ELF of it.</summary>
public sealed class Module
{
    /// <summary>The object's name (the C# class).</summary>
    public required string Name { get; init; }

    /// <summary>The license string of the object.</summary>
    public required string License { get; init; }

    /// <summary>Programs and subprograms, in declaration order.</summary>
    public List<Function> Functions { get; } = [];

    /// <summary>The maps declared, with BTF ids in <see cref="Types"/>.</summary>
    public List<MapSpec> Maps { get; } = [];

    /// <summary>Global variables by section.</summary>
    public List<GlobalVariable> Globals { get; } = [];

    /// <summary>What the functions refer to and the kernel defines.</summary>
    public List<KernelSymbol> Externs { get; } = [];

    /// <summary>What the records of ring buffers hold, by map; for what is said about them.</summary>
    public Dictionary<string, RecordLayout> Records { get; } = [];

    /// <summary>The types shared with user space, as BTF.</summary>
    public Core.Btf.BtfBuilder Types { get; } = new();
}

/// <summary>What kind of program a function is.</summary>
/// <param name="Type">The kernel's program type.</param>
/// <param name="AttachType">The expected attach type; 0 where the type has none.</param>
/// <param name="Section">The ELF section, libbpf's convention (<c>tracepoint/syscalls/sys_enter_openat</c>).</param>
/// <param name="Flags">Load flags.</param>
public sealed record ProgramInfo(ProgramType Type, AttachType AttachType, string Section, uint Flags = 0)
{
    /// <summary>
    /// The prototype, in the module's types, that the program takes the function for which it is attached to: its first arguments, and its result where
    /// <see cref="TakesResult"/>. Null where it takes no arguments of the function by their types.
    /// </summary>
    public int? Arguments { get; init; }

    /// <summary>Those arguments as the program declares them, the result last.</summary>
    public ImmutableArray<ProgramParameter> Parameters { get; init; } = [];

    /// <summary>True where it takes the function's result; <see cref="Arguments"/> are then all that the function has.</summary>
    public bool TakesResult { get; init; }

    /// <summary>Features without which the program is left out on loading; kernels that lack one are not asked about it.</summary>
    public ImmutableArray<Feature> Requires { get; init; } = [];

    /// <summary>The program that this one replaces where that one is left out; null for none.</summary>
    public string? InsteadOf { get; init; }

    /// <summary>The kernels that need not accept it.</summary>
    public ImmutableArray<AcceptedKernel> AcceptUnverified { get; init; } = [];
}

/// <summary>A parameter of a program.</summary>
/// <param name="Declaration">Its type and name.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record ProgramParameter(string Declaration, SourceLocation? Location);

/// <summary>A kernel whose simulated verifier need not accept a program.</summary>
/// <param name="Kernel">The profile's name or alias.</param>
/// <param name="Reason">Why that is right.</param>
public readonly record struct AcceptedKernel(string Kernel, string Reason);

/// <summary>A global variable: a place in one of the global sections.</summary>
/// <param name="Name">Its symbol.</param>
/// <param name="Section"><c>.bss</c>, <c>.data</c> or <c>.rodata</c>.</param>
/// <param name="Offset">Byte offset in the section.</param>
/// <param name="Size">Bytes.</param>
/// <param name="BtfTypeId">Its type.</param>
/// <param name="InitialValue">Its bytes at load; empty for zero.</param>
/// <param name="Config">The range a loader may set it to, for <c>[Config]</c> fields; null for others.</param>
public sealed record GlobalVariable(
    string Name, string Section, int Offset, int Size, int BtfTypeId, ImmutableArray<byte> InitialValue, ConfigRange? Config = null);

/// <summary>The values that a config field may be given before load, inclusive, as its own C# type orders them.</summary>
/// <param name="Min">Least.</param>
/// <param name="Max">Greatest.</param>
/// <param name="Signed">True where the type is signed.</param>
public readonly record struct ConfigRange(long Min, ulong Max, bool Signed)
{
    /// <summary>The form in the text of functions: <c>s1..64</c> or <c>u1..64</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Signed
        ? string.Format(CultureInfo.InvariantCulture, "s{0}..{1}", Min, (long)Max)
        : string.Format(CultureInfo.InvariantCulture, "u{0}..{1}", (ulong)Min, Max);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The range; null where the text is not one.</returns>
    public static ConfigRange? Parse(string text)
    {
        int dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 1)
            return null;
        string min = text.Substring(1, dots - 1), max = text.Substring(dots + 2);
        if (text[0] == 's' && long.TryParse(min, NumberStyles.Integer, CultureInfo.InvariantCulture, out long least)
            && long.TryParse(max, NumberStyles.Integer, CultureInfo.InvariantCulture, out long greatest))
            return new(least, unchecked((ulong)greatest), true);
        if (text[0] == 'u' && ulong.TryParse(min, NumberStyles.Integer, CultureInfo.InvariantCulture, out ulong first)
            && ulong.TryParse(max, NumberStyles.Integer, CultureInfo.InvariantCulture, out ulong last))
            return new(unchecked((long)first), last, false);
        return null;
    }
}
