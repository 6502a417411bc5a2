// Rests on: the table of map types (Core/Kernel), messages of real verdicts.
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier;

/// <summary>Which helper takes which map.</summary>
internal sealed partial class Engine
{
    private void CheckMapUse(HelperPrototype helper)
    {
        if (call.Map == 0)
        {
            return;
        }

        MapInfo map = maps[call.Map - 1];
        bool writes = helper.Id is HelperId.MapUpdateElem or HelperId.MapDeleteElem or HelperId.MapPushElem or HelperId.MapPopElem;
        if (writes && map.IsReadOnly)
        {
            throw Reject(RejectionReason.HelperArgument, "write into map forbidden", 1);
        }

        if (helper.Id == HelperId.TailCall && map.Spec.Type != MapType.ProgArray)
        {
            throw Reject(RejectionReason.HelperArgument, "expected prog array map for tail call", 2);
        }

        // A tail call at a known index becomes a direct jump: the index must be exact.
        if (helper.Id == HelperId.TailCall && Reg(3).IsConst && Reg(3).ConstValue < (uint)map.Spec.MaxEntries)
        {
            MarkChainPrecision(3);
        }
    }

    private void CheckMapHelperPair(HelperPrototype helper)
    {
        if (call.Map == 0)
        {
            return;
        }

        MapType type = maps[call.Map - 1].Spec.Type;
        MapTypeInfo info = MapTypes.Find(type) ?? throw new NotModeledException($"{type} maps");
        if (!info.Allows(helper.Id) || !MayUpdateSockets(type, helper.Id))
        {
            throw Reject(
                RejectionReason.HelperArgument,
                $"cannot pass map_type {(int)type} into func bpf_{helper.Name}#{(int)helper.Id}",
                1);
        }
    }

    /// <summary>Socket maps are changed only by program types that can't run in the middle of a change.</summary>
    private bool MayUpdateSockets(MapType type, HelperId helper)
    {
        if (type is not (MapType.Sockmap or MapType.Sockhash)
            || helper is not (HelperId.MapUpdateElem or HelperId.MapDeleteElem or HelperId.SockMapUpdate or HelperId.SockHashUpdate))
        {
            return true;
        }

        return request.ProgramType switch
        {
            ProgramType.Tracing => attachType == AttachType.TraceIter,
            ProgramType.SocketFilter or ProgramType.SchedCls or ProgramType.SchedAct or ProgramType.Xdp or ProgramType.SkReuseport
                or ProgramType.FlowDissector or ProgramType.SkLookup => true,
            ProgramType.SockOps => helper != HelperId.MapUpdateElem,
            _ => false,
        };
    }
}
