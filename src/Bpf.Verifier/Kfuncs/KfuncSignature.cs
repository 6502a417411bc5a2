// Rests on: Documentation/bpf/kfuncs.rst (suffixes of parameters' names), messages of real verdicts.
using System;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;

namespace Bpf.Verifier.Kfuncs;

/// <summary>A kernel function's signature, from the kernel's BTF.</summary>
/// <param name="btf">The kernel's BTF.</param>
/// <param name="row">What the table says of the function.</param>
/// <param name="prototype">Its prototype.</param>
internal sealed class KfuncSignature(BtfTypes btf, Kfunc row, BtfType prototype)
{
    private const int MaxScalarDepth = 4;

    /// <summary>What the table says of the function.</summary>
    public Kfunc Row => row;

    /// <summary>The function's name; without the ending of those that were handed a hidden argument before 7.0.</summary>
    public string Operation { get; } =
        row.Name.EndsWith("_impl", StringComparison.Ordinal) ? row.Name.Substring(0, row.Name.Length - "_impl".Length) : row.Name;

    /// <summary>Its parameters.</summary>
    public int Length => prototype.Length;

    /// <summary>What it returns; 0 for nothing.</summary>
    public int ReturnTypeId => prototype.TypeId;

    /// <summary>A parameter's type, modifiers and typedefs taken off.</summary>
    public BtfType TypeOf(int index) => btf[btf.Resolve(prototype.Parameter(index).TypeId)];

    /// <summary>What a pointer parameter points to, modifiers and typedefs taken off.</summary>
    public BtfType TargetOf(int index) => btf[btf.Resolve(TypeOf(index).TypeId)];

    /// <summary>True where the parameter's name ends so.</summary>
    public bool HasSuffix(int index, string suffix) => NameOf(index).EndsWith(suffix, StringComparison.Ordinal);

    /// <summary>A parameter's name.</summary>
    public string NameOf(int index) => prototype.Parameter(index).Name;

    /// <summary>True for parameters that must be known constants.</summary>
    public bool IsConstant(int index) => HasSuffix(index, "__k") || HasSuffix(index, "__szk");

    /// <summary>True where the parameter after it gives the size of the memory it points to.</summary>
    public bool HasSize(int index) => index + 1 < Length && TypeOf(index + 1).Kind == BtfKind.Int
        && (HasSuffix(index + 1, "__sz") || HasSuffix(index + 1, "__szk"));

    /// <summary>True where null may be passed.</summary>
    public bool MayBeNull(int index) => HasSuffix(index, "__nullable") || HasSuffix(index, "__opt");

    /// <summary>What the type and name of a parameter ask for, before the register is looked at.</summary>
    /// <returns>Null where the register decides.</returns>
    public KfuncParameterKind? KindOf(int index)
    {
        if (HasSuffix(index, "__ign") || HasSuffix(index, "__prog"))
        {
            return KfuncParameterKind.Ignored;
        }

        BtfType type = TypeOf(index);
        if (type.Kind is BtfKind.Int or BtfKind.Enum or BtfKind.Enum64)
        {
            return KfuncParameterKind.Scalar;
        }

        if (HasSuffix(index, "__alloc"))
        {
            return KfuncParameterKind.AllocatedObject;
        }

        if (HasSuffix(index, "__refcounted_kptr"))
        {
            return KfuncParameterKind.RefcountedObject;
        }

        if (HasSuffix(index, "__str"))
        {
            return KfuncParameterKind.ConstantString;
        }

        if (HasSuffix(index, "__map"))
        {
            return KfuncParameterKind.Map;
        }

        return HasSuffix(index, "__irq_flag") ? KfuncParameterKind.IrqFlag : KindOfStructure(index);
    }

    private KfuncParameterKind? KindOfStructure(int index)
    {
        BtfType target = TargetOf(index);
        if (target.Kind == BtfKind.FuncProto)
        {
            return KfuncParameterKind.Callback;
        }

        if (row.Has(KfuncTraits.IteratorNew) || row.Has(KfuncTraits.IteratorNext) || row.Has(KfuncTraits.IteratorDestroy))
        {
            return index == 0 ? KfuncParameterKind.Iterator : null;
        }

        return target.Kind != BtfKind.Struct ? null : target.Name switch
        {
            "bpf_dynptr" or "bpf_dynptr_kern" => KfuncParameterKind.Dynptr,
            "bpf_list_head" => KfuncParameterKind.ListHead,
            "bpf_list_node" => KfuncParameterKind.ListNode,
            "bpf_rb_root" => KfuncParameterKind.TreeRoot,
            "bpf_rb_node" => KfuncParameterKind.TreeNode,
            "bpf_wq" => KfuncParameterKind.WorkQueue,
            "bpf_task_work" => KfuncParameterKind.TaskWork,
            "bpf_res_spin_lock" => KfuncParameterKind.SpinLock,
            _ => null,
        };
    }

    /// <summary>True where memory of the type holds nothing but numbers.</summary>
    public bool IsScalarData(BtfType type) => IsScalarData(btf, type);

    private static bool IsNumber(BtfType type) => type.Kind is BtfKind.Int or BtfKind.Enum or BtfKind.Enum64;

    /// <summary>True where memory of the type holds nothing but numbers.</summary>
    public static bool IsScalarData(BtfTypes btf, BtfType type, int depth = 0)
    {
        switch (type.Kind)
        {
            case BtfKind.Int or BtfKind.Enum or BtfKind.Enum64:
                return true;
            case BtfKind.Struct or BtfKind.Union when depth < MaxScalarDepth:
                for (int i = 0; i < type.Length; i++)
                {
                    BtfType member = btf[btf.Resolve(type.Member(i).TypeId)];
                    bool array = member.Kind == BtfKind.Array;
                    BtfType element = array ? btf[btf.Resolve(member.TypeId)] : member;
                    if (array ? member.ElementCount == 0 || !IsNumber(element) : !IsScalarData(btf, element, depth + 1))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }
}
