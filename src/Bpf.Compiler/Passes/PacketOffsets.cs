using System.Collections.Generic;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

/// <summary>
/// Shows verifiers that an offset into a packet is small. From a comparison with the packet's end they learn nothing where the offset may be
/// more than 65,535, and to them one that was made of swapped bytes, a quotient or a remainder may be anything: a mask that changes nothing says what it can be.
/// </summary>
/// <remarks>MAX_PACKET_OFF of the kernel's include/linux/bpf_verifier.h; Linux 6.18 is the first of the kernels here that follows swapped bytes.</remarks>
internal static class PacketOffsets
{
    private const ulong Most = ushort.MaxValue;

    public static bool Run(Function function)
    {
        if (!function.Blocks.Exists(block => block.Values.Exists(RangeTransfer.IsHidden))) return false;
        ValueRanges ranges = new(function), visible = new(function, asVerifier: true);
        List<(BasicBlock Block, Value Pointer, ulong Mask)> found = [];
        foreach (BasicBlock block in function.Blocks)
        {
            if (!ranges.IsReached(block)) continue;
            foreach (Value value in block.Values)
            {
                if (value is not { Op: IrOp.PtrAdd, Type.Provenance: Provenance.Packet, Operands: [_, var offset] }) continue;
                if (ranges.In(block, offset) is { IsEmpty: false, UMax: <= Most and var most } && visible.In(block, offset) is { IsEmpty: false, UMax: > Most })
                    found.Add((block, value, AllBitsUpTo(most)));
            }
        }

        Dictionary<(BasicBlock, Value), Value> masked = [];
        foreach ((BasicBlock block, Value pointer, ulong mask) in found)
        {
            Value offset = pointer.Operands[1];
            if (!masked.TryGetValue((block, offset), out Value? small))
            {
                Value bits = Edit.InsertBefore(function, pointer, IrOp.Const, offset.Type);
                bits.Constant = (long)mask;
                masked[(block, offset)] = small = Edit.InsertBefore(function, pointer, IrOp.And, offset.Type, offset, bits);
            }

            pointer.Operands[1] = small;
        }

        return found.Count > 0;
    }

    private static ulong AllBitsUpTo(ulong value)
    {
        ulong bits = 1;
        while (bits < value) bits = (bits << 1) | 1;
        return bits;
    }
}
