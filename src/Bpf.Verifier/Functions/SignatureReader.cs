// Rests on: Documentation/bpf/btf.rst, messages of real verdicts, the running kernel.
using System;
using System.Collections.Generic;
using Bpf.Core;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Verifier.Types;

namespace Bpf.Verifier.Functions;

/// <summary>Reads from BTF what a function takes, as the kernel does for functions that it verifies apart.</summary>
internal sealed class SignatureReader(
    BtfTypes types, ProgramTypeInfo program, AttachType attach, Version kernel, Func<KernelTypes> kernelTypes)
{
    private const int MaxArguments = 5;

    /// <summary>The first kernel whose global functions may return nothing.</summary>
    private static readonly Version ReturnsNothing = new(7, 2);

    /// <param name="function">The BTF id of the function.</param>
    /// <param name="error">What the kernel says where it refuses the signature.</param>
    /// <returns>The arguments in order; null where the kernel refuses.</returns>
    public FunctionArgument[]? Read(int function, out string error)
    {
        BtfType type = types[function], prototype = types[type.TypeId];
        error = prototype.Length > MaxArguments
            ? $"Global function {type.Name}() with {prototype.Length} > {MaxArguments} args. Buggy compiler."
            : !MayReturn(types[types.Resolve(prototype.TypeId)])
                ? $"Global function {type.Name}() doesn't return scalar. Only those are supported."
                : "";
        List<FunctionArgument> arguments = [];
        for (int i = 0; i < prototype.Length && error.Length == 0; i++)
        {
            if (ReadArgument(function, type.Name, i, prototype.Parameter(i).TypeId, out error) is { } argument)
            {
                arguments.Add(argument);
            }
        }

        return error.Length == 0 ? arguments.ToArray() : null;
    }

    private bool MayReturn(BtfType type) => IsScalar(type) || (type.Kind == BtfKind.Void && kernel >= ReturnsNothing);

    private FunctionArgument? ReadArgument(int function, string name, int index, int typeId, out string error)
    {
        error = "";
        if (ArgumentTags.Read(types, function, index, kernel) is not { } tags)
        {
            error = $"arg#{index} has unsupported set of tags";
            return null;
        }

        BtfType type = types[types.Resolve(typeId)];
        if (type.Kind == BtfKind.Ptr)
        {
            return ReadPointer(name, index, type, tags, ref error);
        }

        if (tags != ArgumentTag.None)
        {
            error = $"arg#{index} has pointer tag, but is not a pointer type";
        }
        else if (!IsScalar(type))
        {
            error = $"Arg#{index} type {TypeWords.Of(type)} in {name}() is not supported yet.";
        }

        return new(FunctionArgumentKind.Scalar);
    }

    private FunctionArgument? ReadPointer(string name, int index, BtfType pointer, ArgumentTag tags, ref string error)
    {
        string combination = $"arg#{index} has invalid combination of tags";
        bool tagged = (tags & ArgumentTag.Context) != 0;
        if (tagged || ContextTypes.IsContext(types, pointer.TypeId, program))
        {
            error = (tags & ~ArgumentTag.Context) != 0 ? combination
                : tagged ? ContextTypes.Refuse(types, pointer.TypeId, index, program, attach) ?? "" : "";
            return new(FunctionArgumentKind.Context);
        }

        if (kernel < KernelLimits.MemoryArguments)
        {
            error = $"Arg#{index} type {TypeWords.Of(pointer)} in {name}() is not supported yet.";
            return null;
        }

        BtfType target = types[types.Resolve(pointer.TypeId)];
        if (target is { Kind: BtfKind.Struct, Name: "bpf_dynptr" })
        {
            error = tags != ArgumentTag.None ? combination : "";
            return new(FunctionArgumentKind.Dynptr);
        }

        if ((tags & ArgumentTag.Trusted) != 0)
        {
            error = (tags & ~(ArgumentTag.Trusted | ArgumentTag.Nullable)) != 0 ? combination : "";
            return ReadStructure(index, target, (tags & ArgumentTag.Nullable) != 0, untrusted: false, ref error);
        }

        if ((tags & ArgumentTag.Untrusted) != 0)
        {
            error = tags != ArgumentTag.Untrusted ? combination : "";
            return target.Kind == BtfKind.Void || IsScalar(target) ? new(FunctionArgumentKind.UntrustedMemory)
                : ReadStructure(index, target, mayBeNull: false, untrusted: true, ref error);
        }

        if ((tags & ArgumentTag.Arena) != 0)
        {
            error = tags != ArgumentTag.Arena ? combination : "";
            return new(FunctionArgumentKind.Arena);
        }

        if ((tags & ArgumentTag.Nullable) != 0)
        {
            error = combination;
            return null;
        }

        return ReadMemory(index, target, mayBeNull: (tags & ArgumentTag.NonNull) == 0, ref error);
    }

    /// <summary>The kernel's structure of the same name: there must be just one.</summary>
    private FunctionArgument? ReadStructure(int index, BtfType target, bool mayBeNull, bool untrusted, ref string error)
    {
        if (error.Length > 0)
        {
            return null;
        }

        IReadOnlyList<int> candidates = kernelTypes().Candidates(target);
        string? wrong = candidates.Count == 0 ? "has no matches" : candidates.Count > 1 ? "is ambiguous" : null;
        if (wrong is not null)
        {
            error = $"arg#{index} reference type('{TypeWords.Of(target)} {target.Name}') {wrong}";
        }
        else if (untrusted && target.Kind is not (BtfKind.Struct or BtfKind.Union))
        {
            error = $"arg#{index} has type {TypeWords.Of(target)} '{target.Name}', but only struct or primitive types are allowed";
        }

        return error.Length > 0 ? null
            : new(FunctionArgumentKind.Structure, MayBeNull: mayBeNull, Structure: candidates[0], IsUntrusted: untrusted);
    }

    private FunctionArgument? ReadMemory(int index, BtfType target, bool mayBeNull, ref string error)
    {
        try
        {
            return new(FunctionArgumentKind.Memory, types.SizeOf(target.Id), mayBeNull);
        }
        catch (BpfFormatException)
        {
            const int InvalidArgument = -22;
            error = $"arg#{index} reference type('{TypeWords.Of(target)} {target.Name}') size cannot be determined: {InvalidArgument}";
            return null;
        }
    }

    private static bool IsScalar(BtfType type) => type.Kind is BtfKind.Int or BtfKind.Enum or BtfKind.Enum64;
}
