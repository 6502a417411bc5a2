// Rests on: libbpf's bpf_helpers.h (__arg_ctx and its kin are declaration tags "arg:ctx", ...), the changelog for releases.
using System;
using System.Collections.Generic;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf.Verifier.Functions;

/// <summary>What the declaration tags of a function's parameter say.</summary>
[Flags]
internal enum ArgumentTag
{
    None = 0,
    Context = 1,
    NonNull = 2,
    Trusted = 4,
    Nullable = 8,
    Arena = 16,
    Untrusted = 32,
}

/// <summary>Reads the <c>arg:</c> tags of parameters.</summary>
internal static class ArgumentTags
{
    private const string Prefix = "arg:";

    private static readonly (string Name, ArgumentTag Tag, Version Since)[] Rows =
    [
        ("ctx",       ArgumentTag.Context,   KernelLimits.TaggedArguments),
        ("nonnull",   ArgumentTag.NonNull,   KernelLimits.TaggedArguments),
        ("trusted",   ArgumentTag.Trusted,   new(6, 9)),
        ("nullable",  ArgumentTag.Nullable,  new(6, 9)),
        ("arena",     ArgumentTag.Arena,     new(6, 9)),
        ("untrusted", ArgumentTag.Untrusted, new(6, 17)),
    ];

    /// <param name="types">The program's BTF.</param>
    /// <param name="function">The function.</param>
    /// <param name="parameter">The parameter's index.</param>
    /// <param name="kernel">The kernel's version.</param>
    /// <returns>The tags; null where the kernel doesn't know one of them.</returns>
    public static ArgumentTag? Read(BtfTypes types, int function, int parameter, Version kernel)
    {
        ArgumentTag tags = ArgumentTag.None;
        foreach (string tag in Find(types, function, parameter, kernel))
        {
            ArgumentTag known = ArgumentTag.None;
            foreach ((string name, ArgumentTag value, Version since) in Rows)
            {
                known |= name == tag && since <= kernel ? value : ArgumentTag.None;
            }

            if (known == ArgumentTag.None)
            {
                return null;
            }

            tags |= known;
        }

        return tags;
    }

    private static IEnumerable<string> Find(BtfTypes types, int function, int parameter, Version kernel)
    {
        for (int id = 1; id <= types.Count && kernel >= KernelLimits.TaggedArguments; id++)
        {
            BtfType type = types[id];
            if (type.Kind == BtfKind.DeclTag && type.TypeId == function && type.ComponentIndex == parameter
                && type.Name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                yield return type.Name.Substring(Prefix.Length);
            }
        }
    }
}
