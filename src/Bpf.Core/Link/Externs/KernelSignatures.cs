using System.Globalization;
using Bpf.Core.Btf;
using Bpf.Core.Link.Core;

namespace Bpf.Core.Link.Externs;

/// <summary>
/// Compares a function as an object declares it with the kernel's, more strictly than loaders do: numbers have the same width, and structures the
/// same name or, where the object has one of its own for memory that the kernel fills, the same size.
/// </summary>
public static class KernelSignatures
{
    /// <summary>Why the two are not alike.</summary>
    /// <param name="local">The object's types.</param>
    /// <param name="declared">The prototype that the object declares.</param>
    /// <param name="kernel">The kernel's types.</param>
    /// <param name="actual">The kernel's prototype.</param>
    /// <returns>Null where they are; else a part of a sentence, in words of the kernel's declaration.</returns>
    public static string? Difference(BtfTypes local, int declared, BtfTypes kernel, int actual)
    {
        BtfType mine = local[local.Resolve(declared)], theirs = kernel[kernel.Resolve(actual)];
        if (mine.Length != theirs.Length) return Invariant($"it takes {theirs.Length} arguments, not {mine.Length}");
        if (OfTypes(local, mine.TypeId, kernel, theirs.TypeId) is { } wanted) return "it returns " + wanted;
        for (int i = 0; i < mine.Length; i++)
        {
            if (OfTypes(local, mine.Parameter(i).TypeId, kernel, theirs.Parameter(i).TypeId) is not { } type) continue;
            string name = theirs.Parameter(i).Name;
            return Invariant($"argument {i + 1}{(name.Length == 0 ? "" : $", '{name}',")} is {type}");
        }

        return CoreCompatibility.TypesMatch(local, declared, kernel, actual) ? null : "loaders take its types for others";
    }

    /// <summary>Why a function does not have the arguments that a program takes from it: its first ones, or all where the program takes its result.</summary>
    /// <param name="local">The object's types.</param>
    /// <param name="declared">The prototype made of what the program takes.</param>
    /// <param name="kernel">The kernel's types.</param>
    /// <param name="actual">The function's prototype.</param>
    /// <param name="hidden">The function's first arguments that programs don't see.</param>
    /// <param name="takesResult">True where the program takes the result.</param>
    /// <param name="needsAll">True where the result is found behind the arguments, so that none may be left out.</param>
    /// <param name="argument">The argument meant, from 0, the result counting after all others; -1 where it is none of those declared.</param>
    /// <returns>Null where it has them; else a part of a sentence, in words of the kernel's declaration.</returns>
    public static string? ArgumentDifference(BtfTypes local, int declared, BtfTypes kernel, int actual, int hidden, bool takesResult, bool needsAll, out int argument)
    {
        argument = -1;
        BtfType mine = local[local.Resolve(declared)], theirs = kernel[kernel.Resolve(actual)];
        int length = theirs.Length - hidden;
        if (mine.Length > length || (needsAll && mine.Length != length))
        {
            if (mine.Length > length) argument = length;
            return Invariant($"it takes {length} arguments, not {mine.Length}");
        }

        for (int i = 0; i < mine.Length; i++)
        {
            BtfParameter parameter = theirs.Parameter(i + hidden);
            if (OfArgument(local, mine.Parameter(i).TypeId, kernel, parameter.TypeId) is not { } type) continue;
            argument = i;
            return Invariant($"argument {i + 1}{(parameter.Name.Length == 0 ? "" : $", '{parameter.Name}',")} is {type}");
        }

        argument = mine.Length;
        return takesResult && OfArgument(local, mine.TypeId, kernel, theirs.TypeId) is { } result ? "its result is " + result : null;
    }

    /// <summary>As <see cref="OfTypes"/>, for a value that is only read: a pointer may be taken for its address.</summary>
    private static string? OfArgument(BtfTypes local, int mineId, BtfTypes kernel, int theirsId)
    {
        BtfType mine = local[local.Resolve(mineId)], theirs = kernel[kernel.Resolve(theirsId)];
        if (theirs.Kind != BtfKind.Ptr || mine.Kind != BtfKind.Ptr)
            return IsNumber(mine) && (theirs.Kind == BtfKind.Ptr ? mine.Size == 8 : IsNumber(theirs) && mine.Size == theirs.Size) ? null : Shown(kernel, theirs);
        BtfType memory = local[local.Resolve(mine.TypeId)], target = kernel[kernel.Resolve(theirs.TypeId)];
        return memory.Kind == BtfKind.Void || CoreCompatibility.EssentialName(memory.Name) == target.Name ? null : Shown(kernel, theirs);
    }

    /// <summary>What the kernel's type is, where the object's is another.</summary>
    private static string? OfTypes(BtfTypes local, int mineId, BtfTypes kernel, int theirsId)
    {
        BtfType mine = local[local.Resolve(mineId)], theirs = kernel[kernel.Resolve(theirsId)];
        if (IsNumber(theirs)) return IsNumber(mine) && mine.Size == theirs.Size ? null : Shown(kernel, theirs);
        if (theirs.Kind != BtfKind.Ptr) return theirs.Kind == mine.Kind ? null : Shown(kernel, theirs);
        if (mine.Kind != BtfKind.Ptr) return Shown(kernel, theirs);
        BtfType memory = local[local.Resolve(mine.TypeId)], target = kernel[kernel.Resolve(theirs.TypeId)];
        bool isSame = target.Kind switch
        {
            BtfKind.Struct or BtfKind.Union => memory.Kind is BtfKind.Struct or BtfKind.Union
                && (CoreCompatibility.EssentialName(memory.Name) == target.Name || memory.Size == target.Size || memory.Size == 0),
            BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 => IsNumber(memory) && memory.Size == target.Size,
            _ => memory.Kind == target.Kind,
        };
        return isSame ? null : Shown(kernel, theirs);
    }

    private static bool IsNumber(BtfType type) => type.Kind is BtfKind.Int or BtfKind.Enum or BtfKind.Enum64;

    private static string Shown(BtfTypes types, BtfType type) => type.Kind switch
    {
        BtfKind.Void => "nothing",
        BtfKind.Ptr when types.Resolve(type.TypeId) == 0 => "a pointer to any memory (void *)",
        BtfKind.Ptr => "a pointer to " + Named(types[types.Resolve(type.TypeId)]),
        BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 => Invariant($"a number of {type.Size} {(type.Size == 1 ? "byte" : "bytes")}"),
        _ => Named(type),
    };

    private static string Named(BtfType type) => type.Kind switch
    {
        BtfKind.Struct => $"struct {type.Name}",
        BtfKind.Union => $"union {type.Name}",
        BtfKind.Int => $"'{type.Name}'",
        BtfKind.Ptr => "a pointer",
        BtfKind.FuncProto => "a function",
        _ => type.Name.Length > 0 ? $"'{type.Name}'" : $"a {type.Kind}",
    };

    private static string Invariant(System.FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
