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
        if (!info.Allows(helper.Id))
        {
            throw Reject(
                RejectionReason.HelperArgument,
                $"cannot pass map_type {(int)type} into func bpf_{helper.Name}#{(int)helper.Id}",
                1);
        }
    }
}
