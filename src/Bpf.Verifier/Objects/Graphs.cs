// Rests on: Documentation/bpf/graph_ds_impl.rst (owning and non-owning references), messages of real verdicts.
using Bpf.Core.Explain;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Lists and trees of allocated objects, protected by the lock beside them.</summary>
internal sealed partial class Engine
{
    private const RegisterType OwnedObject = RegisterType.PtrToBtfId | RegisterType.MemAlloc;

    private void CheckGraphRoot(int index, SpecialFieldKind kind)
    {
        int number = index + 1;
        ref RegisterState reg = ref Reg(number);
        string name = SpecialFieldKinds.Name(kind);
        long offset = reg.Off + (long)reg.VarOff.Value;
        ObjectFields fields = FieldsOf(in reg);
        SpecialField? field = fields.At(offset, kind);
        string? message = reg.Type is not (RegisterType.PtrToMapValue or OwnedObject)
                ? $"{ArgumentName(index)} expected pointer to map value or allocated object"
            : reg.Type == OwnedObject && reg.RefObjId == 0 ? "allocated object must be referenced"
            : !reg.VarOff.IsConst ? $"R{number} doesn't have constant offset. {name} has to be at the constant offset"
            : field is null ? $"{name} not found at offset={offset}"
            : null;
        if (message is not null)
        {
            throw RejectArgument(message, number);
        }

        CheckProtected(in reg, number, fields, name);
        kfunc.Root = field;
    }

    /// <summary>The lock in the same allocation must be held.</summary>
    private void CheckProtected(in RegisterState reg, int number, ObjectFields fields, string name)
    {
        int target = reg.Type == RegisterType.PtrToMapValue ? reg.Aux : Reference.Allocated;
        if (current.HoldsAnyLock(reg.Id, target))
        {
            return;
        }

        throw Reject(
            RejectionReason.HelperArgument,
            $"bpf_spin_lock at off={fields.Find(SpecialFieldKind.SpinLock)?.Offset ?? -1} must be held for {name}",
            number,
            detail: current.ActiveLocks > 0 ? "held lock and object are not in the same allocation" : "");
    }

    /// <summary>A node of the kind that the list or tree holds, just where its objects have it.</summary>
    private void CheckGraphNode(int number, SpecialFieldKind kind)
    {
        ref RegisterState reg = ref Reg(number);
        string name = SpecialFieldKinds.Name(kind);
        SpecialField root = kfunc.Root!.Value;
        long offset = reg.Off + (long)reg.VarOff.Value;
        bool found = IsAllocated(reg.Type) && FieldsOfObject(reg.Aux).At(offset, kind) is not null;
        string held = types![root.TypeId].Name;
        string? message = !reg.VarOff.IsConst ? $"R{number} doesn't have constant offset. {name} has to be at the constant offset"
            : !found ? $"{name} not found at offset={offset}"
            : reg.Aux != root.TypeId
                ? $"operation on {SpecialFieldKinds.Name(root.Kind)} expects arg#1 {name} at offset={root.NodeOffset} in struct {held}, "
                    + $"but arg is at offset={offset} in struct {types[reg.Aux].Name}"
            : offset != root.NodeOffset
                ? $"arg#1 offset={offset}, but expected {name} at offset={root.NodeOffset} in struct {held}"
            : null;
        if (message is not null)
        {
            throw RejectArgument(message, number);
        }

        kfunc.ObjectType = reg.Aux;
    }

    private void CheckOwned(int index)
    {
        ref RegisterState reg = ref Reg(index + 1);
        if (reg.Type != OwnedObject)
        {
            throw RejectArgument($"{ArgumentName(index)} expected pointer to allocated object", index + 1);
        }

        if (reg.RefObjId == 0)
        {
            throw RejectArgument("allocated object must be referenced", index + 1);
        }
    }

    private void CheckTreeNode(int index)
    {
        ref RegisterState reg = ref Reg(index + 1);
        string name = kfunc.Function.Row.Name;
        if (kfunc.Function.Operation == "bpf_rbtree_add")
        {
            CheckOwned(index);
        }
        else if (!IsBorrowed(reg.Type) && reg.RefObjId == 0)
        {
            throw RejectArgument($"{name} can only take non-owning or refcounted bpf_rb_node pointer", index + 1);
        }
        else if (InTreeCallback())
        {
            throw RejectArgument($"{name} not allowed in rbtree cb", index + 1);
        }

        CheckGraphNode(index + 1, SpecialFieldKind.RbNode);
    }

    private static bool IsBorrowed(RegisterType type) => IsAllocated(type) && (type & RegisterType.NonOwningReference) != 0;

    /// <summary>What is inserted belongs to the list or tree then: those who held it may use it while they hold the lock.</summary>
    private void InsertIntoGraph()
    {
        if (kfunc.Function.Operation is not ("bpf_list_push_front" or "bpf_list_push_back" or "bpf_rbtree_add"))
        {
            return;
        }

        int reference = Reg(2).RefObjId;
        VerifierState state = current;
        ForEachRegister(state, (ref RegisterState reg) =>
        {
            if (reg.RefObjId == reference)
            {
                reg.RefObjId = 0;
                Borrow(ref reg);
            }
        });
        state.RemoveReference(reference);
    }

    private void Borrow(ref RegisterState reg)
    {
        reg.Type |= RegisterType.NonOwningReference;
        if (FieldsOfObject(reg.Aux).Has(SpecialFieldKind.Refcount))
        {
            reg.Type |= RegisterType.MemRcu;
        }
    }

    /// <summary>The lock is given back: what was borrowed may be gone.</summary>
    private void ForgetBorrowed() => ForEachRegister(current, (ref RegisterState reg) =>
    {
        if (IsBorrowed(reg.Type))
        {
            Invalidate(ref reg);
        }
    });

    /// <summary>A node, as an operation on a list or tree returns it: it points at the node inside of its object.</summary>
    private static void SetNode(ref RegisterState reg, SpecialField root)
    {
        reg.SetObject(RegisterType.MemAlloc, root.TypeId, own: true);
        reg.Off = root.NodeOffset;
    }

    /// <summary><c>bpf_rbtree_add(root, node, less)</c> calls <c>less(a, b)</c> with two borrowed nodes.</summary>
    private void TreeArguments(FuncState caller, FuncState callee)
    {
        for (int i = 1; i <= 2; i++)
        {
            SetNode(ref callee.Registers[i], kfunc.Root!.Value);
            Borrow(ref callee.Registers[i]);
        }
    }

    /// <summary>True in a comparison that <c>bpf_rbtree_add</c> calls: the tree is in the middle of a change.</summary>
    private bool InTreeCallback() =>
        current.CurFrame > 0 && current.Current.InCallback && instructions[current.Current.CallSite].IsKfuncCall;

    private static void ForEachRegister(VerifierState state, RegisterVisitor visit)
    {
        for (int f = 0; f <= state.CurFrame; f++)
        {
            FuncState frame = state.Frame(f);
            for (int i = 0; i < 11; i++)
            {
                visit(ref frame.Registers[i]);
            }

            for (int i = 0; i < frame.SlotCount; i++)
            {
                if (frame.Slot(i).IsSpilled)
                {
                    visit(ref frame.Slot(i).Spilled);
                }
            }
        }
    }
}
