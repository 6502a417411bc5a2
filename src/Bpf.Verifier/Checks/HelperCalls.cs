// Rests on: the table of helpers (Core/Kernel), messages of real verdicts, level-2 logs.
using System.Globalization;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Checks;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Calls of helpers: available, arguments right, references released and acquired, what r0 holds.</summary>
internal sealed partial class Engine
{
    /// <summary>The most CPUs this kernel is built for, or any: a bound on processor ids that holds on every machine.</summary>
    private int MaxCpus => profile.Config.TryGetValue("CONFIG_NR_CPUS", out string? built)
        && int.TryParse(built, NumberStyles.None, CultureInfo.InvariantCulture, out int most) ? most : 8192;

    private const int MaxErrno = 4095;

    private CallInfo call;

    private bool IsHelperAvailable(HelperId id) =>
        profile.Helpers.TryGetValue(request.ProgramType, out System.Collections.Immutable.ImmutableHashSet<HelperId>? available)
        && (HookHelpers.Allows(request.ProgramType, attachType, target?.Name ?? "", structOps, id, profile.Version) ?? available.Contains(id));

    private void CallHelper(int number)
    {
        HelperPrototype helper = FindHelper(number);
        call = default;
        call.ConstantKey = -1;
        call.Helper = helper;
        for (int i = 0; i < helper.Arguments.Length; i++)
        {
            CheckArgument(i, helper);
        }

        CheckMapUse(helper);
        if (call.FillSize > 0)
        {
            FillStack(call.FillRegister, call.FillSize);
        }

        if (call.ReleasesDynptr)
        {
            ReleaseDynptr(call.ReleaseRegister);
        }
        else if (helper.Id == HelperId.KptrXchg && call.Reference != 0)
        {
            GiveAwayKptr(call.Reference);
        }
        else if (call.ReleaseRegister > 0 && call.Reference != 0)
        {
            ReleaseReference(call.Reference, helper);
        }

        CheckSpecialHelper(helper);
        PushHelperCallback(helper);
        ClobberCallerSaved(current.Current);
        SetResult(helper);
        CheckMapHelperPair(helper);
        bool changes = helper.Id == HelperId.TailCall ? rules.TracksPacketChanges && !(rules.TailCallsKeepPackets && current.CurFrame == 0)
            : helper.Has(HelperTraits.ChangesPktData);
        if (changes || call.WritesPacketDynptr)
        {
            ForgetPacketPointers();
        }
    }

    private HelperPrototype FindHelper(int number)
    {
        HelperPrototype? helper = Helpers.For((HelperId)number, request.ProgramType);
        if (number < 0 || number > rules.LastHelper)
        {
            throw Reject(RejectionReason.HelperUnavailable, $"invalid func unknown#{number}");
        }

        if (!profile.Helpers.ContainsKey(request.ProgramType))
        {
            throw new NotModeledException($"the helpers of {programInfo.Name} programs");
        }

        if (helper is null || !IsHelperAvailable((HelperId)number)
            || !rights.Have(Helpers.CapabilitiesFor(helper.Id, request.ProgramType, profile.Version)))
        {
            string name = helper is null ? "unknown" : $"bpf_{helper.Name}";
            throw Reject(RejectionReason.HelperUnavailable, $"program of this type cannot use helper {name}#{number}");
        }

        if (helper.GplOnly && !Licenses.IsGplCompatible(request.License))
        {
            throw Reject(
                RejectionReason.HelperUnavailable, "cannot call GPL-restricted function from non-GPL compatible program");
        }

        if (HookHelpers.IsRefusedAt(request.ProgramType, attachType, target?.Name ?? "", helper.Id, profile.Version))
        {
            throw Reject(RejectionReason.HelperUnavailable, "helper call is not allowed in probe");
        }

        if (helper.Has(HelperTraits.MightSleep) && !current.InSleepable)
        {
            if (rules.NamesRegions)
            {
                throw Reject(RejectionReason.HelperUnavailable, $"sleepable helper bpf_{helper.Name}#{number} in {WhereNotToSleep()}");
            }

            throw Reject(RejectionReason.HelperUnavailable, "helper call might sleep in a non-sleepable prog");
        }

        if (helper.Has(HelperTraits.MightSleep) && (current.RcuDepth > 0 || current.PreemptDepth > 0 || current.SavedInterrupts != 0))
        {
            string region = current.RcuDepth > 0 ? "rcu_read_lock" : current.PreemptDepth > 0 ? "non-preemptible" : "IRQ-disabled";
            throw Reject(RejectionReason.HelperUnavailable, $"sleepable helper bpf_{helper.Name}#{number} in {region} region");
        }

        return helper;
    }

    /// <summary>Registers that hold a released reference, or were cast from it, hold nothing any more.</summary>
    private void ReleaseReference(int id, HelperPrototype helper)
    {
        if (!TryRelease(id))
        {
            throw Reject(
                RejectionReason.UnreleasedReference,
                $"func bpf_{helper.Name}#{(int)helper.Id} reference has not been acquired before",
                call.ReleaseRegister);
        }
    }

    private bool TryRelease(int id)
    {
        if (!current.RemoveReference(id))
        {
            return false;
        }

        ForEachRegister(current, (ref RegisterState reg) =>
        {
            if (reg.RefObjId == id)
            {
                Invalidate(ref reg);
            }
        });
        return true;
    }

    private void CheckSpecialHelper(HelperPrototype helper)
    {
        switch (helper.Id)
        {
            case HelperId.TailCall:
                CheckNothingHeld("tail_call", checkLocks: true);
                break;
            case HelperId.DynptrFromMem when Reg(1).Type != RegisterType.PtrToMapValue:
                throw Reject(
                    RejectionReason.HelperArgument, $"Unsupported reg type {Reg(1).Type.Name()} for bpf_dynptr_from_mem data", 1);
            case HelperId.DynptrWrite:
                call.WritesPacketDynptr = (DynptrType)Dynptr(call.Dynptr).Aux is DynptrType.Skb or DynptrType.SkbMeta;
                break;
            case HelperId.DynptrData:
                ref RegisterState dynptr = ref Dynptr(call.Dynptr);
                (call.DynptrId, call.Reference) = (dynptr.Id, dynptr.RefObjId);
                break;
            case HelperId.GetLocalStorage when !Reg(2).IsNull:
                throw Reject(RejectionReason.HelperArgument, "get_local_storage() doesn't support non-zero flags", 2);
            case HelperId.Snprintf:
                CheckFormat();
                break;
        }
    }

    private void SetResult(HelperPrototype helper)
    {
        ref RegisterState result = ref Reg(0);
        ReturnType returns = helper.ReturnType;
        RegisterType maybe = (returns & ReturnType.PtrMaybeNull) != 0 ? RegisterType.MaybeNull : 0;
        switch (returns & ReturnType.BaseMask)
        {
            case ReturnType.RetInteger:
                result.SetUnknown(false);
                RefineResult(helper.Id, ref result);
                return;
            case ReturnType.RetVoid:
                return;
            case ReturnType.PtrToMapValue:
                bool present = helper.Id == HelperId.MapLookupElem && call.ConstantKey >= 0
                    && call.ConstantKey < (uint)maps[call.Map - 1].Spec.MaxEntries;
                result.SetPointer(RegisterType.PtrToMapValue | (present ? 0 : maybe));
                result.Aux = call.Map - 1;
                result.Detail = call.MapUid;
                result.Id = present && maps[result.Aux].Fields.Has(SpecialFieldKind.AnyLock) ? ++idGenerator : 0;
                break;
            case ReturnType.PtrToSocket:
                result.SetPointer(RegisterType.PtrToSocket | maybe);
                break;
            case ReturnType.PtrToTcpSock:
                result.SetPointer(RegisterType.PtrToTcpSock | maybe);
                break;
            case ReturnType.PtrToSockCommon:
                result.SetPointer(RegisterType.PtrToSockCommon | maybe);
                break;
            case ReturnType.PtrToBtfId when helper.Id == HelperId.KptrXchg:
                SetExchangedKptr(ref result, maybe);
                break;
            case ReturnType.PtrToBtfId when helper.ReturnBtfType is { } structure:
                result.SetPointer(
                    RegisterType.PtrToBtfId | maybe | ((returns & ReturnType.PtrTrusted) != 0 && rules.TrustedPointers ? RegisterType.Trusted : 0));
                result.Aux = Kernel.FindStruct(structure);
                break;
            case ReturnType.PtrToMemOrBtfId:
                SetCpuPointer(ref result, maybe);
                break;
            case ReturnType.PtrToMem when (returns & ReturnType.MemRingbuf) != 0:
                result.SetPointer(RegisterType.PtrToMem | RegisterType.MemRingbuf | maybe);
                result.Aux = (int)call.AllocatedSize;
                break;
            case ReturnType.PtrToMem:
                result.SetPointer(RegisterType.PtrToMem | maybe);
                result.Aux = (int)call.AllocatedSize;
                result.Detail = call.DynptrId;
                break;
            default:
                throw new NotModeledException($"bpf_{helper.Name} (returns {returns})");
        }

        GiveResultIds(helper, ref result);
    }

    private void GiveResultIds(HelperPrototype helper, ref RegisterState result)
    {
        if (result.Type.MayBeNull())
        {
            result.Id = ++idGenerator;
            originOfId[result.Id] = at;
        }

        bool isCast = helper.Id is HelperId.TcpSock or HelperId.SkFullsock or HelperId.SkcToTcpSock or HelperId.SkcToTcp6Sock
            or HelperId.SkcToUdp6Sock or HelperId.SkcToMptcpSock or HelperId.SkcToTcpTimewaitSock or HelperId.SkcToTcpRequestSock
            or HelperId.DynptrData;
        bool acquires = helper.Has(HelperTraits.Acquires) || (helper.Id == HelperId.MapLookupElem
            && maps[call.Map - 1].Spec.Type is MapType.Sockmap or MapType.Sockhash);
        if (isCast)
        {
            result.RefObjId = call.Reference;
        }
        else if (acquires)
        {
            int id = ++idGenerator;
            current.AddReference(new(id, at));
            originOfId[id] = at;
            result.Id = id;
            result.RefObjId = id;
        }
    }

    private void RefineResult(HelperId id, ref RegisterState result)
    {
        switch (id)
        {
            case HelperId.GetTaskStack when !rules.TaskStackSize:
                return;
            case HelperId.GetStack or HelperId.GetTaskStack or HelperId.ProbeReadStr or HelperId.ProbeReadKernelStr
                or HelperId.ProbeReadUserStr:
                result.SMax = (long)call.MaxSize;
                result.S32Max = (int)call.MaxSize;
                result.SMin = -MaxErrno;
                result.S32Min = -MaxErrno;
                break;
            case HelperId.GetRetval when rules.RetvalIsError:
                result.SMin = -MaxErrno;
                result.S32Min = -MaxErrno;
                result.SMax = 0;
                result.S32Max = 0;
                break;
            case HelperId.GetSmpProcessorId when rules.BoundedProcessorId:
                int last = MaxCpus - 1;
                result.UMax = (ulong)last;
                result.U32Max = (uint)last;
                result.SMax = last;
                result.S32Max = last;
                result.UMin = 0;
                result.U32Min = 0;
                result.SMin = 0;
                result.S32Min = 0;
                break;
            default:
                return;
        }

        Bounds.Sync(ref result, rules);
        CheckInvariants(ref result, "retval");
    }
}
