// Rests on: Documentation/bpf/verifier.rst ("Direct packet access"), level-2 logs.
using System;
using Bpf.Core.Isa;
using Bpf.Verifier.State;
using Bpf.Verifier.Transfer;

namespace Bpf.Verifier;

/// <summary>What a comparison of packet pointers with the packet's end proves readable.</summary>
internal sealed partial class Engine
{
    private const int MaxPacketOffset = 0xffff;

    /// <returns>False where it is no such comparison.</returns>
    private bool RefinePacketRanges(in Instruction insn, VerifierState other, JumpCode code)
    {
        if (code is JumpCode.JEq or JumpCode.JNe or JumpCode.JSet or > JumpCode.JLe or JumpCode.JSGt or JumpCode.JSGe)
        {
            return false;
        }

        int number = insn.Dst;
        ref RegisterState dst = ref Reg(insn.Dst);
        ref RegisterState src = ref Reg(insn.Src);
        bool dstFirst = IsPacketAndLimit(in dst, in src);
        if (!dstFirst)
        {
            if (!IsPacketAndLimit(in src, in dst))
            {
                return false;
            }

            number = insn.Src;
            code = BranchCondition.Flip(code);
        }

        // Now: pkt CODE end. Where it is pkt > end or pkt >= end the range is proven on the way that doesn't jump.
        bool greater = code is JumpCode.JGt or JumpCode.JGe;
        VerifierState inside = greater ? current : other;
        VerifierState outside = greater ? other : current;

        // pkt < end leaves one byte at pkt itself; pkt <= end doesn't.
        bool oneMore = code is JumpCode.JGe or JumpCode.JLt;
        RegisterState packet = inside.Current.Registers[number];
        ExtendPacketRanges(inside, in packet, oneMore);
        ref RegisterState beyond = ref outside.Current.Registers[number];
        if (beyond.Type == RegisterType.PtrToPacket)
        {
            beyond.Aux = oneMore ? RegisterState.AtPacketEnd : RegisterState.BeyondPacketEnd;
        }

        return true;
    }

    /// <summary>Packet data with its end, or metadata with the start of packet data.</summary>
    private static bool IsPacketAndLimit(in RegisterState packet, in RegisterState limit) =>
        (packet.Type == RegisterType.PtrToPacket && limit.Type == RegisterType.PtrToPacketEnd)
        || (packet.Type == RegisterType.PtrToPacketMeta && limit is { Type: RegisterType.PtrToPacket, Off: 0, Id: 0 }
            && limit.VarOff is { Value: 0, Mask: 0 });

    /// <summary>Every pointer from the same base learns that the packet reaches at least to this one.</summary>
    private static void ExtendPacketRanges(VerifierState state, in RegisterState packet, bool oneMore)
    {
        if (packet.Off < 0 || (packet.Off == 0 && oneMore)
            || packet.UMax > MaxPacketOffset || packet.UMax + (ulong)packet.Off > MaxPacketOffset)
        {
            return;
        }

        int range = packet.Off + (oneMore ? 1 : 0);
        for (int f = 0; f <= state.CurFrame; f++)
        {
            FuncState frame = state.Frame(f);
            for (int i = 0; i < 11; i++)
            {
                Extend(ref frame.Registers[i], in packet, range);
            }

            for (int i = 0; i < frame.SlotCount; i++)
            {
                if (frame.Slot(i).IsSpilled)
                {
                    Extend(ref frame.Slot(i).Spilled, in packet, range);
                }
            }
        }
    }

    private static void Extend(ref RegisterState reg, in RegisterState packet, int range)
    {
        if (reg.Type == packet.Type && reg.Id == packet.Id)
        {
            reg.Aux = Math.Max(reg.Aux, range);
        }
    }

    /// <summary>A helper may have moved packet data: pointers into it are gone.</summary>
    private void ForgetPacketPointers() => ForEachRegister(current, (ref RegisterState reg) =>
    {
        if (reg.Type.IsAnyPacket() || (reg.Type & RegisterType.DynptrPacket) != 0)
        {
            Invalidate(ref reg);
        }
    });
}
