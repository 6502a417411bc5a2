// Rests on: Documentation/bpf/btf.rst (declaration tags), the tag that libbpf's bpf_experimental.h writes
// (__exception_cb: "exception_callback:NAME" on the program), messages of real verdicts.
using System;
using Bpf.Core.Btf;
using Bpf.Core.Explain;

namespace Bpf.Verifier;

/// <summary>The function that runs when a program throws: named by a tag of the program, called by nothing.</summary>
internal sealed partial class Engine
{
    private const string ExceptionTag = "exception_callback:";

    /// <summary>Where it starts; -1 where the program names none.</summary>
    private int FindExceptionCallback()
    {
        if (types is null || request.FuncInfo.IsEmpty || !rules.Exceptions)
        {
            return -1;
        }

        string? name = null;
        for (int id = 1; id <= types.Count; id++)
        {
            BtfType tag = types[id];
            if (tag.Kind == BtfKind.DeclTag && tag.TypeId == request.FuncInfo[0].TypeId && tag.ComponentIndex == -1
                && tag.Name.StartsWith(ExceptionTag, StringComparison.Ordinal))
            {
                name = name is null ? tag.Name.Substring(ExceptionTag.Length)
                    : throw RejectCallback("multiple exception callback tags for main subprog");
            }
        }

        return name is null ? -1 : FindExceptionCallback(name);
    }

    private int FindExceptionCallback(string name)
    {
        int function = types!.Find(name, BtfKind.Func);
        if (function == 0)
        {
            throw RejectCallback($"exception callback '{name}' could not be found in BTF");
        }

        if (types[function].Linkage != BtfLinkage.Global)
        {
            throw RejectCallback($"exception callback '{name}' must have global linkage");
        }

        foreach (Core.Link.FuncInfo info in request.FuncInfo)
        {
            if (info.TypeId == function)
            {
                return info.InstructionOffset > 0 ? info.InstructionOffset : throw RejectCallback("exception callback cannot be main program");
            }
        }

        throw RejectCallback(rules.VoidFunctions ? "exception callback type id not found in func_info" : "exception callback not found");
    }

    private RejectedException RejectCallback(string message) => Reject(RejectionReason.ProgramAttributes, message, at: 0);
}
