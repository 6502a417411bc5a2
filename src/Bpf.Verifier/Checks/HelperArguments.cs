// Rests on: the table of helpers (Core/Kernel), messages of real verdicts, level-2 logs.
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Checks;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>One argument of a helper against what its prototype asks.</summary>
internal sealed partial class Engine
{
    private void CheckRange(int number, HelperPrototype helper, HelperRange range)
    {
        ref RegisterState reg = ref Reg(number);
        if (reg.Type != RegisterType.ScalarValue)
        {
            throw Reject(RejectionReason.HelperArgument, $"R{number} is not a scalar", number);
        }

        // The helpers take ints: the low half.
        if (reg.S32Min < range.Least || reg.S32Max > range.Most)
        {
            throw OutOfRange(RejectionReason.HelperArgument, number, new((int)range.Least, (int)range.Most), $"At bpf_{helper.Name}");
        }

        MarkChainPrecision(number);
    }

    private void CheckArgument(int index, HelperPrototype helper)
    {
        HelperArgument argument = helper.Arguments[index];
        int number = index + 1;
        ReadRegister(number);
        if (argument.Type == ArgumentType.Anything)
        {
            CheckLeak(number, "into helper function");
            if (Helpers.RangeOf(helper.Id, index, profile.Version) is { } range)
            {
                CheckRange(number, helper, range);
            }

            return;
        }

        ref RegisterState reg = ref Reg(number);
        if (reg.Type.IsPacket() && !MayHelperReadPacket(helper))
        {
            throw Reject(RejectionReason.HelperArgument, "helper access to the packet is not allowed", number);
        }

        if (argument.Base == ArgumentType.PtrToMapValue && call.Map > 0
            && maps[call.Map - 1].Spec.Type is MapType.Sockmap or MapType.Sockhash)
        {
            // The "value" of such a map is a socket.
            argument = argument with { Type = ArgumentType.PtrToBtfIdSockCommon | (argument.Type & ~ArgumentType.BaseMask) };
        }

        bool optional = argument.Has(ArgumentType.PtrMaybeNull);
        if (!(reg.IsNull && optional))
        {
            // Objects that programs allocate go into maps as the kernel's own do.
            RegisterType exchanged = helper.Id == HelperId.KptrXchg && index == 1 && (reg.Type & RegisterType.MemAlloc) != 0
                ? RegisterType.MemAlloc | RegisterType.MemPercpu : 0;
            CheckArgumentType(argument, reg.Type & ~exchanged, number);
            if (reg.Type.Base() == RegisterType.PtrToBtfId)
            {
                CheckObjectArgument(argument, number, helper);
            }

            CheckArgumentOffset(argument, number);
        }

        NoteReference(argument, number, helper);
        CheckArgumentValue(argument, index, helper);
    }

    /// <summary>A register of a type must be what the argument takes.</summary>
    private void CheckArgumentType(HelperArgument argument, RegisterType type, int number)
    {
        if (ArgumentTypes.Accepts(argument, type, rules) is not { } accepted)
        {
            throw new NotModeledException($"{argument.Base} arguments");
        }

        if (!accepted)
        {
            throw Reject(
                type.MayBeNull() ? RejectionReason.PossiblyNull : RejectionReason.HelperArgument,
                $"R{number} type={Reg(number).Type.Name()} expected={ArgumentTypes.Expected(argument, rules)}",
                number);
        }
    }

    private bool MayHelperReadPacket(HelperPrototype helper) =>
        request.ProgramType == ProgramType.CgroupSockopt
        || (programInfo.Packet != PacketAccess.None && helper.Has(HelperTraits.PktAccess));

    private void CheckArgumentOffset(HelperArgument argument, int number)
    {
        ref RegisterState reg = ref Reg(number);
        if (!argument.Has(ArgumentType.ObjRelease))
        {
            CheckPointerOffset(number);
        }
        else if (argument.Base != ArgumentType.PtrToDynptr || reg.Type != RegisterType.PtrToStack)
        {
            CheckReleaseOffset(number);
        }
    }

    /// <summary>What is released must be passed as it came.</summary>
    private void CheckReleaseOffset(int number)
    {
        if (Reg(number).Off != 0)
        {
            throw Reject(
                RejectionReason.HelperArgument,
                $"R{number} must have zero offset when passed to release func or trusted arg to kfunc",
                number);
        }

        CheckUnmodifiedPointer(number);
    }

    /// <summary>
    /// Pointers to memory may point anywhere into it, those to kernel structures and objects to a known place in them; others
    /// must be used as they came.
    /// </summary>
    private void CheckPointerOffset(int number)
    {
        const RegisterType Trust = RegisterType.Trusted | RegisterType.MemRcu | RegisterType.MemAlloc | RegisterType.NonOwningReference;
        RegisterType type = Reg(number).Type;
        bool anyOffset = type.Base() is RegisterType.PtrToStack or RegisterType.PtrToPacket or RegisterType.PtrToPacketMeta
            or RegisterType.PtrToMapKey or RegisterType.PtrToMapValue or RegisterType.PtrToMem or RegisterType.PtrToBuf
            or RegisterType.ScalarValue || (type == RegisterType.PtrToCtx && IsMemoryContext);
        if (!anyOffset)
        {
            CheckUnmodifiedPointer(number, fixedAllowed: (type & ~Trust) == RegisterType.PtrToBtfId);
        }
    }

    private void NoteReference(HelperArgument argument, int number, HelperPrototype helper)
    {
        ref RegisterState reg = ref Reg(number);
        if (argument.Has(ArgumentType.ObjRelease) && argument.Base == ArgumentType.PtrToDynptr)
        {
            CheckReleasedDynptr(number);
            return;
        }

        if (argument.Has(ArgumentType.ObjRelease))
        {
            if (reg.RefObjId == 0 && !reg.IsNull)
            {
                throw Reject(
                    RejectionReason.HelperArgument,
                    rules.NamesReleases ? $"release helper bpf_{helper.Name} expects referenced PTR_TO_BTF_ID passed to R{number}"
                        : $"R{number} must be referenced when passed to release function",
                    number);
            }

            call.ReleaseRegister = number;
        }

        if (reg.RefObjId == 0 || argument.Base == ArgumentType.KptrXchgDest)
        {
            return;
        }

        if (call.Reference != 0)
        {
            throw Reject(
                RejectionReason.HelperArgument,
                $"more than one arg with ref_obj_id R{number} {reg.RefObjId} {call.Reference}",
                number);
        }

        call.Reference = reg.RefObjId;
    }

    private void CheckArgumentValue(HelperArgument argument, int index, HelperPrototype helper)
    {
        int number = index + 1;
        ref RegisterState reg = ref Reg(number);
        bool writes = argument.Has(ArgumentType.MemWrite);
        switch (argument.Base)
        {
            case ArgumentType.ConstMapPtr:
                CheckSameMap(in reg);
                call.Map = reg.Aux + 1;
                call.MapUid = reg.Detail;
                break;
            case ArgumentType.PtrToMapKey:
                RequireMap("invalid map_ptr to access map->key", number);
                CheckMemory(number, maps[call.Map - 1].Spec.KeySize, writes: false, zeroAllowed: false, fills: false);
                call.ConstantKey = FindConstantKey(number);
                break;
            case ArgumentType.PtrToMapValue:
                if (reg.IsNull && argument.Has(ArgumentType.PtrMaybeNull))
                {
                    break;
                }

                RequireMap("invalid map_ptr to access map->value", number);
                CheckMemory(
                    number, maps[call.Map - 1].Spec.ValueSize, writes, zeroAllowed: false, argument.Has(ArgumentType.MemUninit));
                break;
            case ArgumentType.PtrToMem:
                call.Fills = argument.Has(ArgumentType.MemUninit) && (rules.FillsNumbers || !argument.Has(ArgumentType.MemFixedSize));
                if (argument.Has(ArgumentType.MemFixedSize))
                {
                    CheckMemory(number, argument.Size, writes, zeroAllowed: false, call.Fills);
                    if (argument.Has(ArgumentType.MemAligned))
                    {
                        CheckAlignment(in reg, 0, argument.Size, strict: true);
                    }
                }

                break;
            case ArgumentType.PtrToPercpuBtfId:
                (call.PercpuType, call.PercpuIsOwn) = (reg.Aux, reg.HasOwnType);
                break;
            case ArgumentType.ConstSize or ArgumentType.ConstSizeOrZero:
                CheckSize(
                    number, helper.Arguments[index - 1].Has(ArgumentType.MemWrite), argument.Base == ArgumentType.ConstSizeOrZero);
                break;
            case ArgumentType.ConstAllocSizeOrZero:
                if (!reg.VarOff.IsConst)
                {
                    throw Reject(RejectionReason.HelperArgument, $"R{number} is not a known constant'", number);
                }

                call.AllocatedSize = reg.ConstValue;
                MarkChainPrecision(number);
                break;
            case ArgumentType.PtrToSpinLock:
                CheckLock(number, ReferenceKind.Lock, takes: helper.Id == HelperId.SpinLock);
                break;
            case ArgumentType.PtrToTimer:
                CheckMapField(number, SpecialFieldKind.Timer);
                break;
            case ArgumentType.KptrXchgDest:
                CheckExchangedKptr(number);
                break;
            case ArgumentType.PtrToDynptr:
                CheckHelperDynptr(argument, number);
                break;
            case ArgumentType.PtrToFunc:
                call.Callback = reg.Aux;
                break;
            case ArgumentType.PtrToConstStr:
                ReadConstantString(number);
                break;
        }
    }

    /// <summary>A timer's map is passed beside it: it must be the one that the timer is in.</summary>
    private void CheckSameMap(in RegisterState reg)
    {
        if (call.FieldMap != 0 && (call.FieldMap - 1 != reg.Aux || call.FieldMapUid != reg.Detail))
        {
            throw Reject(
                RejectionReason.HelperArgument,
                $"timer pointer in R1 map_uid={call.FieldMapUid} doesn't match map pointer in R2 map_uid={reg.Detail}");
        }
    }

    private void RequireMap(string message, int number)
    {
        if (call.Map == 0)
        {
            throw Reject(RejectionReason.HelperArgument, message, number);
        }
    }

    /// <summary>The size of the memory that the argument before points to.</summary>
    private void CheckSize(int number, bool writes, bool zeroAllowed)
    {
        ref RegisterState reg = ref Reg(number);
        call.MaxSize = reg.UMax;
        if (reg.SMin < 0)
        {
            throw Reject(
                RejectionReason.HelperArgument,
                $"R{number} min value is negative, either use unsigned or 'var &= const'",
                number);
        }

        if (reg.UMin == 0 && !zeroAllowed)
        {
            throw Reject(
                RejectionReason.HelperArgument, $"R{number} invalid zero-sized read: u64=[{(long)reg.UMin},{(long)reg.UMax}]", number);
        }

        if (reg.UMax >= MaxVarOff)
        {
            throw Reject(
                RejectionReason.HelperArgument,
                $"R{number} unbounded memory access, use 'var &= const' or 'if (var < const)'",
                number);
        }

        // Where the size varies the helper may leave bytes unwritten: all must be initialized.
        CheckMemory(number - 1, (int)reg.UMax, writes, zeroAllowed, call.Fills && reg.VarOff.IsConst);
        MarkChainPrecision(number);
    }

    private void CheckMemory(int number, int size, bool writes, bool zeroAllowed, bool fills)
    {
        ref RegisterState reg = ref Reg(number);
        switch (reg.Type.Base())
        {
            case RegisterType.PtrToPacket or RegisterType.PtrToPacketMeta:
                CheckPacketAccess(number, reg.Off, size, zeroAllowed);
                break;
            case RegisterType.PtrToMapKey when !writes:
                CheckRegion(number, reg.Off, size, maps[reg.Aux].Spec.KeySize, zeroAllowed: false);
                break;
            case RegisterType.PtrToMapValue:
                CheckMapAccessType(in reg, reg.Off, size, writes);
                CheckMapAccess(number, reg.Off, size, zeroAllowed, direct: false);
                break;
            case RegisterType.PtrToMem when !(writes && (reg.Type & RegisterType.MemRdonly) != 0):
                CheckRegion(number, reg.Off, size, (uint)reg.Aux, zeroAllowed);
                break;
            case RegisterType.PtrToMapKey or RegisterType.PtrToMem:
                throw Reject(RejectionReason.HelperArgument, $"R{number} cannot write into {reg.Type.Name()}", number);
            case RegisterType.PtrToStack:
                if (CheckStackRange(number, reg.Off, size, zeroAllowed, writes, fills))
                {
                    call.FillRegister = number;
                    call.FillSize = size;
                }

                break;
            case RegisterType.PtrToBuf:
                CheckBufferArgument(number, size, writes);
                break;
            case RegisterType.PtrToBtfId when rules.TrustedPointers:
                RegisterState pointer = reg;
                AccessStruct(in pointer, number, reg.Off, size, writes && rules.WritesStructures, -1);
                break;
            case RegisterType.PtrToCtx when IsMemoryContext:
                CheckRegion(number, reg.Off, size, ushort.MaxValue, zeroAllowed);
                break;
            default:
                if (zeroAllowed && size == 0 && reg.IsNull)
                {
                    break;
                }

                throw Reject(RejectionReason.HelperArgument, $"R{number} type={reg.Type.Name()} expected=fp", number);
        }
    }

    /// <summary>An array lookup at a known index below the map's size can't fail: finds the index on the stack.</summary>
    private long FindConstantKey(int number)
    {
        ref RegisterState reg = ref Reg(number);
        MapInfoKind(out bool array, out int keySize);
        if (!rules.ConstantKeys || !rights.Bpf || !array || reg.Type != RegisterType.PtrToStack || !reg.VarOff.IsConst)
        {
            return -1;
        }

        int off = reg.Off + (int)reg.VarOff.Value;
        FuncState frame = current.Frame(reg.FrameNo);
        int index = SlotIndex(off), first = ByteIndex(off);
        ref StackSlot slot = ref frame.Slot(index);
        if (CountBytes(in slot, first, StackByte.Zero) >= keySize)
        {
            return 0;
        }

        if (!slot.IsSpilledScalar || CountBytes(in slot, first, StackByte.Spill) != keySize || !slot.Spilled.VarOff.IsConst)
        {
            return -1;
        }

        // The lookup's result now depends on the value: it must be exact in states that cover others.
        backtrack.Reset(current.CurFrame);
        backtrack.SetSlot(reg.FrameNo, index);
        MarkChainPrecision(current, at, skipFirst: true);
        return (long)slot.Spilled.ConstValue;
    }

    private void MapInfoKind(out bool array, out int keySize)
    {
        Core.Link.MapSpec spec = maps[call.Map - 1].Spec;
        // Behind an inner map that says so stands an array of any size.
        array = spec.Type is MapType.Array or MapType.PercpuArray && (spec.Flags & (uint)MapFlags.InnerMap) == 0;
        keySize = spec.KeySize;
    }

    private static int CountBytes(in StackSlot slot, int first, StackByte type)
    {
        int count = 0;
        while (first - count >= 0 && slot[first - count] == type)
        {
            count++;
        }

        return count;
    }
}
