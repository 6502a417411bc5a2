// Rests on: Documentation/bpf/btf.rst (func_info), messages of real verdicts.
using Bpf.Core;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Link;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier;

/// <summary>Names and linkage of subprograms, from the program's BTF.</summary>
internal sealed partial class Engine
{
    private BtfTypes? types;

    private void ReadTypes()
    {
        if (request.Btf.IsEmpty)
        {
            return;
        }

        try
        {
            types = BtfTypes.Read(request.Btf);
        }
        catch (BpfFormatException)
        {
            throw new NotModeledException("BTF that cannot be read");
        }
    }

    private void ResolveFunctions()
    {
        if (request.FuncInfo.IsEmpty || types is null)
        {
            CheckWithoutFunctionInfo();
            return;
        }

        if (request.FuncInfo.Length != subprograms.Count)
        {
            throw Reject(
                RejectionReason.ProgramAttributes, "number of funcs in func_info doesn't match number of subprogs", at: 0);
        }

        for (int i = 0; i < subprograms.Count; i++)
        {
            ResolveFunction(subprograms[i], request.FuncInfo[i], isMain: i == 0);
        }
    }

    private void ResolveFunction(Subprogram subprogram, FuncInfo info, bool isMain)
    {
        if (info.InstructionOffset != subprogram.Start)
        {
            throw Reject(
                RejectionReason.ProgramAttributes, "func_info BTF section doesn't match subprog layout in BPF program", at: 0);
        }

        if ((uint)info.TypeId > (uint)types!.Count || types[info.TypeId].Kind != BtfKind.Func)
        {
            throw Reject(RejectionReason.ProgramAttributes, $"invalid type id {info.TypeId} in func info", at: 0);
        }

        BtfType function = types[info.TypeId];
        subprogram.Name = function.Name;
        subprogram.TypeId = info.TypeId;
        subprogram.IsStatic = function.Linkage == BtfLinkage.Static;
        subprogram.IsGlobal = !isMain && function.Linkage == BtfLinkage.Global;
        BtfType returns = types[types.Resolve(types[function.TypeId].TypeId)];
        bool scalar = returns.Kind is BtfKind.Int or BtfKind.Enum or BtfKind.Enum64;
        if (!isMain && !scalar && (subprogram.HasLdAbs || subprogram.HasTailCall))
        {
            string what = subprogram.HasLdAbs ? "LD_ABS" : "tail_call";
            throw Reject(
                RejectionReason.InvalidInstruction,
                $"{what} is only allowed in functions that return 'int'.",
                at: subprogram.Start);
        }
    }

    private void CheckWithoutFunctionInfo()
    {
        for (int i = 1; i < subprograms.Count; i++)
        {
            if (subprograms[i].HasLdAbs || subprograms[i].HasTailCall)
            {
                string what = subprograms[i].HasLdAbs ? "LD_ABS" : "tail_call";
                throw Reject(
                    RejectionReason.InvalidInstruction,
                    $"{what} is not allowed in subprogs without BTF",
                    at: subprograms[i].Start);
            }
        }
    }
}
