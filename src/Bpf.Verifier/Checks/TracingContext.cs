// Rests on: Documentation/bpf/libbpf/program_types.rst (contexts of tracing programs are the arguments, 8 bytes each), messages of
// real verdicts, level-2 logs.
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;
using Bpf.Verifier.Types;

namespace Bpf.Verifier;

/// <summary>Loads from contexts that a signature in the kernel's BTF describes: an argument each 8 bytes, perhaps a result after them.</summary>
internal sealed partial class Engine
{
    // Tracepoints and functions have fewer arguments; what is beyond them is refused by name.
    private const int MaxContextSize = 12 * 8;

    private void LoadArgument(int number, int off, int size, bool write, int value, bool signed)
    {
        if (off < 0 || off >= MaxContextSize || write || off % size != 0 || !FindArgument(off, size, out RegisterType type, out int btfId)
            || (signed && type != RegisterType.ScalarValue))
        {
            throw RejectContext(number, off, size);
        }

        if (value < 0)
        {
            return;
        }

        ref RegisterState reg = ref Reg(value);
        if (type == RegisterType.ScalarValue)
        {
            reg.SetUnknown(false);
            if (IsReturnValue(off) && ReturnRangeOfTarget() is { } range)
            {
                reg.S32Min = (int)range.Min;
                reg.S32Max = (int)range.Max;
                reg.SMin = range.Min;
                reg.SMax = range.Max;
                Bounds.Sync(ref reg, rules);
            }

            return;
        }

        reg.SetPointer(type);
        reg.Aux = btfId;
        if (type.MayBeNull())
        {
            reg.Id = ++idGenerator;
        }
    }

    private RejectedException RejectContext(int number, int off, int size) => Reject(
        RejectionReason.ContextAccess, $"invalid bpf_context access off={off} size={size}", number, offset: off, size: size);

    /// <summary>LSM programs see what the hook would return; it is in the range they may return.</summary>
    private bool IsReturnValue(int off) => attachType == AttachType.LsmMac && rules.LsmReturnRanges && off / 8 == target!.Arguments;

    private ReturnRange? ReturnRangeOfTarget() => LsmHooks.Returns(target!.Name, profile.Version);

    /// <summary>What is at an offset; false where the kernel refuses it.</summary>
    private bool FindArgument(int off, int size, out RegisterType type, out int btfId)
    {
        type = RegisterType.ScalarValue;
        btfId = 0;
        BtfTypes btf = Kernel.Types;
        if (off % 8 != 0 || SlotOf(off) is not { } slot)
        {
            return false;
        }

        BtfType met = btf[btf.SkipModifiers(slot.TypeId)];
        met = met.Kind == BtfKind.Typedef ? btf[btf.Resolve(met.Id)] : met;
        if (slot.IsReturn && attachType == AttachType.ModifyReturn && !IsSmallInt(met))
        {
            return false;
        }

        if (IsSmallInt(met) || met.Kind is BtfKind.Enum or BtfKind.Enum64 or BtfKind.Struct or BtfKind.Union)
        {
            return true;
        }

        if (met.Kind != BtfKind.Ptr || size != 8)
        {
            return false;
        }

        return FindPointer(met, slot, out type, out btfId);
    }

    private static bool IsSmallInt(BtfType type) => type.Kind == BtfKind.Int && type.Size <= 8;

    private ArgumentSlot? SlotOf(int off)
    {
        int index = 0, end = 0;
        for (int at = 0; index < target!.Arguments; index++)
        {
            // Structures passed by value take as many slots as they need.
            at += SlotBytes(Kernel.Types, target.TypeOf(index));
            if (off < at)
            {
                return new(index, target.TypeOf(index), IsReturn: false);
            }

            end = at;
        }

        bool hasReturn = request.ProgramType is ProgramType.Tracing or ProgramType.Lsm
            && attachType is AttachType.LsmMac or AttachType.LsmCgroup or AttachType.TraceFexit or AttachType.ModifyReturn;
        int returns = target.Prototype.TypeId;
        return hasReturn && off < end + SlotBytes(Kernel.Types, returns) ? new(index, returns, IsReturn: true) : null;
    }

    private static int SlotBytes(BtfTypes btf, int type) => btf.Resolve(type) == 0 ? 0 : (btf.SizeOf(type) + 7) / 8 * 8;

    private bool FindPointer(BtfType pointer, ArgumentSlot slot, out RegisterType type, out int btfId)
    {
        BtfTypes btf = Kernel.Types;
        type = RegisterType.ScalarValue;
        btfId = btf.Resolve(pointer.TypeId);
        RegisterType? special = slot.IsReturn ? null : SpecialArgument(slot.Index);
        if (special?.Base() == RegisterType.PtrToBuf)
        {
            type = special.Value;
            btfId = slot.Index;
            return true;
        }

        if (btf[btfId].Kind is not (BtfKind.Struct or BtfKind.Union))
        {
            // Pointers to integers and to nothing in particular are numbers, others are refused before 7.2.
            return btfId == 0 || (rules.IntegerPointers && btf[btfId].Kind == BtfKind.Int) || rules.PlainPointersAreNumbers;
        }

        if (special is not null)
        {
            type = special.Value;
            return true;
        }

        type = RegisterType.PtrToBtfId | (HasTrustedArguments() ? RegisterType.Trusted : 0) | StructWalk.TagOf(btf, pointer);
        if (!slot.IsReturn && target!.NameOf(slot.Index).EndsWith("__nullable", System.StringComparison.Ordinal))
        {
            type |= RegisterType.MaybeNull;
        }

        if (request.ProgramType == ProgramType.StructOps)
        {
            RefineStructOpsArgument(slot.Index, ref type, ref btfId);
        }
        else if (request.ProgramType == ProgramType.Tracing && attachType == AttachType.TraceRawTp)
        {
            RefineTracepointArgument(slot.Index, ref type);
        }

        return true;
    }

    private void RefineTracepointArgument(int index, ref RegisterType type)
    {
        if (TracepointArguments.MaybeError(target!.Name, index, profile.Version))
        {
            type = RegisterType.ScalarValue;
        }
        else if (TracepointArguments.MaybeNull(target.Name, index, profile.Version))
        {
            type |= RegisterType.MaybeNull;
        }
    }

    private bool HasTrustedArguments() => rules.TrustedPointers && request.ProgramType switch
    {
        ProgramType.Tracing => attachType is AttachType.TraceRawTp or AttachType.TraceIter,
        ProgramType.Lsm => !LsmHooks.HasUntrustedArguments(target!.Name, profile.Version),
        _ => true,
    };

    /// <summary>What the kernel's code, not its types, says of an argument.</summary>
    private RegisterType? SpecialArgument(int index) => request.ProgramType switch
    {
        ProgramType.Tracing when attachType == AttachType.TraceIter =>
            IteratorContexts.Find(target!.Name.Substring(IteratorPrefix.Length), index, rules),
        _ => null,
    };

    /// <summary>One argument, or the result, in the context.</summary>
    private readonly record struct ArgumentSlot(int Index, int TypeId, bool IsReturn);
}
