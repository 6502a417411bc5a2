using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Threading;
using Bpf.Vm.Memory;

namespace Bpf.Vm.Interpreter;

internal sealed unsafe partial class Machine
{
    /// <summary>Runs a function of the current program, in a frame of its own, until it returns.</summary>
    /// <param name="entry">The decoded instruction it starts at.</param>
    /// <param name="r1">First argument; the context for a program's main function.</param>
    /// <param name="r2">Second argument.</param>
    /// <param name="r3">Third argument.</param>
    /// <param name="r4">Fourth argument.</param>
    /// <param name="r5">Fifth argument.</param>
    /// <returns>R0.</returns>
    /// <remarks>
    /// RFC 9669, sections 4 and 5. One statement an operation: everything the decoder could check (registers, jump targets, callees) is not checked
    /// again here; every address is.
    /// </remarks>
#if NET
    // Tiers would run a long first program in slow code; and what one program is made of should not shape the code for the next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
#endif
    internal ulong Execute(int entry, ulong r1, ulong r2 = 0, ulong r3 = 0, ulong r4 = 0, ulong r5 = 0)
    {
        ulong* r = stackalloc ulong[11];
        r[1] = r1;
        r[2] = r2;
        r[3] = r3;
        r[4] = r4;
        r[5] = r5;
        int bottom = _depth + 1;
        DecodedProgram caller = _program;
        DecodedInstruction* next = _program.Code + entry;
        r[10] = EnterFrame(next);
        long remaining = _remaining;
        ulong address;
        byte* host;

        while (true)
        {
            DecodedInstruction* i = next++;
            if (--remaining < 0) throw Fault(i, 0, LimitReached);
            switch (i->Operation)
            {
                case Operation.Add64K: r[i->Dst] += i->Imm; continue;
                case Operation.Add64X: r[i->Dst] += r[i->Src]; continue;
                case Operation.Add32K: r[i->Dst] = (uint)r[i->Dst] + (uint)i->Imm; continue;
                case Operation.Add32X: r[i->Dst] = (uint)r[i->Dst] + (uint)r[i->Src]; continue;
                case Operation.Sub64K: r[i->Dst] -= i->Imm; continue;
                case Operation.Sub64X: r[i->Dst] -= r[i->Src]; continue;
                case Operation.Sub32K: r[i->Dst] = (uint)r[i->Dst] - (uint)i->Imm; continue;
                case Operation.Sub32X: r[i->Dst] = (uint)r[i->Dst] - (uint)r[i->Src]; continue;
                case Operation.Mul64K: r[i->Dst] *= i->Imm; continue;
                case Operation.Mul64X: r[i->Dst] *= r[i->Src]; continue;
                case Operation.Mul32K: r[i->Dst] = (uint)r[i->Dst] * (uint)i->Imm; continue;
                case Operation.Mul32X: r[i->Dst] = (uint)r[i->Dst] * (uint)r[i->Src]; continue;
                case Operation.Div64K: r[i->Dst] = Arithmetic.Div(r[i->Dst], i->Imm); continue;
                case Operation.Div64X: r[i->Dst] = Arithmetic.Div(r[i->Dst], r[i->Src]); continue;
                case Operation.Div32K: r[i->Dst] = Arithmetic.Div((uint)r[i->Dst], (uint)i->Imm); continue;
                case Operation.Div32X: r[i->Dst] = Arithmetic.Div((uint)r[i->Dst], (uint)r[i->Src]); continue;
                case Operation.Or64K: r[i->Dst] |= i->Imm; continue;
                case Operation.Or64X: r[i->Dst] |= r[i->Src]; continue;
                case Operation.Or32K: r[i->Dst] = (uint)r[i->Dst] | (uint)i->Imm; continue;
                case Operation.Or32X: r[i->Dst] = (uint)r[i->Dst] | (uint)r[i->Src]; continue;
                case Operation.And64K: r[i->Dst] &= i->Imm; continue;
                case Operation.And64X: r[i->Dst] &= r[i->Src]; continue;
                case Operation.And32K: r[i->Dst] = (uint)r[i->Dst] & (uint)i->Imm; continue;
                case Operation.And32X: r[i->Dst] = (uint)r[i->Dst] & (uint)r[i->Src]; continue;
                case Operation.Lsh64K: r[i->Dst] <<= (int)i->Imm; continue;
                case Operation.Lsh64X: r[i->Dst] <<= (int)r[i->Src]; continue;
                case Operation.Lsh32K: r[i->Dst] = (uint)r[i->Dst] << (int)i->Imm; continue;
                case Operation.Lsh32X: r[i->Dst] = (uint)r[i->Dst] << (int)r[i->Src]; continue;
                case Operation.Rsh64K: r[i->Dst] >>= (int)i->Imm; continue;
                case Operation.Rsh64X: r[i->Dst] >>= (int)r[i->Src]; continue;
                case Operation.Rsh32K: r[i->Dst] = (uint)r[i->Dst] >> (int)i->Imm; continue;
                case Operation.Rsh32X: r[i->Dst] = (uint)r[i->Dst] >> (int)r[i->Src]; continue;
                case Operation.Neg64: r[i->Dst] = 0 - r[i->Dst]; continue;
                case Operation.Neg32: r[i->Dst] = 0 - (uint)r[i->Dst]; continue;
                case Operation.Mod64K: r[i->Dst] = Arithmetic.Mod(r[i->Dst], i->Imm); continue;
                case Operation.Mod64X: r[i->Dst] = Arithmetic.Mod(r[i->Dst], r[i->Src]); continue;
                case Operation.Mod32K: r[i->Dst] = Arithmetic.Mod((uint)r[i->Dst], (uint)i->Imm); continue;
                case Operation.Mod32X: r[i->Dst] = Arithmetic.Mod((uint)r[i->Dst], (uint)r[i->Src]); continue;
                case Operation.Xor64K: r[i->Dst] ^= i->Imm; continue;
                case Operation.Xor64X: r[i->Dst] ^= r[i->Src]; continue;
                case Operation.Xor32K: r[i->Dst] = (uint)r[i->Dst] ^ (uint)i->Imm; continue;
                case Operation.Xor32X: r[i->Dst] = (uint)r[i->Dst] ^ (uint)r[i->Src]; continue;
                case Operation.Mov64K: r[i->Dst] = i->Imm; continue;
                case Operation.Mov64X: r[i->Dst] = r[i->Src]; continue;
                case Operation.Mov32K: r[i->Dst] = (uint)i->Imm; continue;
                case Operation.Mov32X: r[i->Dst] = (uint)r[i->Src]; continue;
                case Operation.Arsh64K: r[i->Dst] = (ulong)((long)r[i->Dst] >> (int)i->Imm); continue;
                case Operation.Arsh64X: r[i->Dst] = (ulong)((long)r[i->Dst] >> (int)r[i->Src]); continue;
                case Operation.Arsh32K: r[i->Dst] = (uint)((int)r[i->Dst] >> (int)i->Imm); continue;
                case Operation.Arsh32X: r[i->Dst] = (uint)((int)r[i->Dst] >> (int)r[i->Src]); continue;
                case Operation.SDiv64K: r[i->Dst] = (ulong)Arithmetic.SDiv((long)r[i->Dst], (long)i->Imm); continue;
                case Operation.SDiv64X: r[i->Dst] = (ulong)Arithmetic.SDiv((long)r[i->Dst], (long)r[i->Src]); continue;
                case Operation.SDiv32K: r[i->Dst] = (uint)Arithmetic.SDiv((int)r[i->Dst], (int)i->Imm); continue;
                case Operation.SDiv32X: r[i->Dst] = (uint)Arithmetic.SDiv((int)r[i->Dst], (int)r[i->Src]); continue;
                case Operation.SMod64K: r[i->Dst] = (ulong)Arithmetic.SMod((long)r[i->Dst], (long)i->Imm); continue;
                case Operation.SMod64X: r[i->Dst] = (ulong)Arithmetic.SMod((long)r[i->Dst], (long)r[i->Src]); continue;
                case Operation.SMod32K: r[i->Dst] = (uint)Arithmetic.SMod((int)r[i->Dst], (int)i->Imm); continue;
                case Operation.SMod32X: r[i->Dst] = (uint)Arithmetic.SMod((int)r[i->Dst], (int)r[i->Src]); continue;
                case Operation.MovSx64From8: r[i->Dst] = (ulong)(sbyte)r[i->Src]; continue;
                case Operation.MovSx64From16: r[i->Dst] = (ulong)(short)r[i->Src]; continue;
                case Operation.MovSx64From32: r[i->Dst] = (ulong)(int)r[i->Src]; continue;
                case Operation.MovSx32From8: r[i->Dst] = (uint)(sbyte)r[i->Src]; continue;
                case Operation.MovSx32From16: r[i->Dst] = (uint)(short)r[i->Src]; continue;

                case Operation.ToLe16: r[i->Dst] = (ushort)r[i->Dst]; continue;
                case Operation.ToLe32: r[i->Dst] = (uint)r[i->Dst]; continue;
                case Operation.ToLe64: continue;
                case Operation.Swap16: r[i->Dst] = BinaryPrimitives.ReverseEndianness((ushort)r[i->Dst]); continue;
                case Operation.Swap32: r[i->Dst] = BinaryPrimitives.ReverseEndianness((uint)r[i->Dst]); continue;
                case Operation.Swap64: r[i->Dst] = BinaryPrimitives.ReverseEndianness((ulong)r[i->Dst]); continue;

                case Operation.JEq64K: if (r[i->Dst] == i->Imm) next += i->Offset; continue;
                case Operation.JEq64X: if (r[i->Dst] == r[i->Src]) next += i->Offset; continue;
                case Operation.JEq32K: if ((uint)r[i->Dst] == (uint)i->Imm) next += i->Offset; continue;
                case Operation.JEq32X: if ((uint)r[i->Dst] == (uint)r[i->Src]) next += i->Offset; continue;
                case Operation.JGt64K: if (r[i->Dst] > i->Imm) next += i->Offset; continue;
                case Operation.JGt64X: if (r[i->Dst] > r[i->Src]) next += i->Offset; continue;
                case Operation.JGt32K: if ((uint)r[i->Dst] > (uint)i->Imm) next += i->Offset; continue;
                case Operation.JGt32X: if ((uint)r[i->Dst] > (uint)r[i->Src]) next += i->Offset; continue;
                case Operation.JGe64K: if (r[i->Dst] >= i->Imm) next += i->Offset; continue;
                case Operation.JGe64X: if (r[i->Dst] >= r[i->Src]) next += i->Offset; continue;
                case Operation.JGe32K: if ((uint)r[i->Dst] >= (uint)i->Imm) next += i->Offset; continue;
                case Operation.JGe32X: if ((uint)r[i->Dst] >= (uint)r[i->Src]) next += i->Offset; continue;
                case Operation.JSet64K: if ((r[i->Dst] & i->Imm) != 0) next += i->Offset; continue;
                case Operation.JSet64X: if ((r[i->Dst] & r[i->Src]) != 0) next += i->Offset; continue;
                case Operation.JSet32K: if (((uint)r[i->Dst] & (uint)i->Imm) != 0) next += i->Offset; continue;
                case Operation.JSet32X: if (((uint)r[i->Dst] & (uint)r[i->Src]) != 0) next += i->Offset; continue;
                case Operation.JNe64K: if (r[i->Dst] != i->Imm) next += i->Offset; continue;
                case Operation.JNe64X: if (r[i->Dst] != r[i->Src]) next += i->Offset; continue;
                case Operation.JNe32K: if ((uint)r[i->Dst] != (uint)i->Imm) next += i->Offset; continue;
                case Operation.JNe32X: if ((uint)r[i->Dst] != (uint)r[i->Src]) next += i->Offset; continue;
                case Operation.JSGt64K: if ((long)r[i->Dst] > (long)i->Imm) next += i->Offset; continue;
                case Operation.JSGt64X: if ((long)r[i->Dst] > (long)r[i->Src]) next += i->Offset; continue;
                case Operation.JSGt32K: if ((int)r[i->Dst] > (int)i->Imm) next += i->Offset; continue;
                case Operation.JSGt32X: if ((int)r[i->Dst] > (int)r[i->Src]) next += i->Offset; continue;
                case Operation.JSGe64K: if ((long)r[i->Dst] >= (long)i->Imm) next += i->Offset; continue;
                case Operation.JSGe64X: if ((long)r[i->Dst] >= (long)r[i->Src]) next += i->Offset; continue;
                case Operation.JSGe32K: if ((int)r[i->Dst] >= (int)i->Imm) next += i->Offset; continue;
                case Operation.JSGe32X: if ((int)r[i->Dst] >= (int)r[i->Src]) next += i->Offset; continue;
                case Operation.JLt64K: if (r[i->Dst] < i->Imm) next += i->Offset; continue;
                case Operation.JLt64X: if (r[i->Dst] < r[i->Src]) next += i->Offset; continue;
                case Operation.JLt32K: if ((uint)r[i->Dst] < (uint)i->Imm) next += i->Offset; continue;
                case Operation.JLt32X: if ((uint)r[i->Dst] < (uint)r[i->Src]) next += i->Offset; continue;
                case Operation.JLe64K: if (r[i->Dst] <= i->Imm) next += i->Offset; continue;
                case Operation.JLe64X: if (r[i->Dst] <= r[i->Src]) next += i->Offset; continue;
                case Operation.JLe32K: if ((uint)r[i->Dst] <= (uint)i->Imm) next += i->Offset; continue;
                case Operation.JLe32X: if ((uint)r[i->Dst] <= (uint)r[i->Src]) next += i->Offset; continue;
                case Operation.JSLt64K: if ((long)r[i->Dst] < (long)i->Imm) next += i->Offset; continue;
                case Operation.JSLt64X: if ((long)r[i->Dst] < (long)r[i->Src]) next += i->Offset; continue;
                case Operation.JSLt32K: if ((int)r[i->Dst] < (int)i->Imm) next += i->Offset; continue;
                case Operation.JSLt32X: if ((int)r[i->Dst] < (int)r[i->Src]) next += i->Offset; continue;
                case Operation.JSLe64K: if ((long)r[i->Dst] <= (long)i->Imm) next += i->Offset; continue;
                case Operation.JSLe64X: if ((long)r[i->Dst] <= (long)r[i->Src]) next += i->Offset; continue;
                case Operation.JSLe32K: if ((int)r[i->Dst] <= (int)i->Imm) next += i->Offset; continue;
                case Operation.JSLe32X: if ((int)r[i->Dst] <= (int)r[i->Src]) next += i->Offset; continue;
                case Operation.Ja: next += i->Offset; continue;
                case Operation.MayGoto:
                    if (_mayGoto[_depth] == 0) next += i->Offset;
                    else _mayGoto[_depth]--;
                    continue;

                case Operation.LoadImm64: r[i->Dst] = i->Imm; continue;
                case Operation.Load32:
                    address = r[i->Src] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 4, write: false);
                    // Not cut to 32 bits: programs load packet pointers of contexts by 4 bytes.
                    r[i->Dst] = host != null ? *(uint*)host : LoadContext(i, address, 4);
                    continue;
                case Operation.Load16:
                    address = r[i->Src] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 2, write: false);
                    r[i->Dst] = host != null ? *(ushort*)host : (ushort)LoadContext(i, address, 2);
                    continue;
                case Operation.Load8:
                    address = r[i->Src] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 1, write: false);
                    r[i->Dst] = host != null ? *(byte*)host : (byte)LoadContext(i, address, 1);
                    continue;
                case Operation.Load64:
                    address = r[i->Src] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 8, write: false);
                    r[i->Dst] = host != null ? *(ulong*)host : LoadContext(i, address, 8);
                    continue;
                case Operation.LoadSx32:
                    address = r[i->Src] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 4, write: false);
                    r[i->Dst] = (ulong)(host != null ? *(int*)host : (int)LoadContext(i, address, 4));
                    continue;
                case Operation.LoadSx16:
                    address = r[i->Src] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 2, write: false);
                    r[i->Dst] = (ulong)(host != null ? *(short*)host : (short)LoadContext(i, address, 2));
                    continue;
                case Operation.LoadSx8:
                    address = r[i->Src] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 1, write: false);
                    r[i->Dst] = (ulong)(host != null ? *(sbyte*)host : (sbyte)LoadContext(i, address, 1));
                    continue;
                case Operation.StoreImm32:
                    address = r[i->Dst] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 4, write: true);
                    if (host != null) *(uint*)host = (uint)i->Imm;
                    else StoreContext(i, address, 4, i->Imm);
                    continue;
                case Operation.StoreImm16:
                    address = r[i->Dst] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 2, write: true);
                    if (host != null) *(ushort*)host = (ushort)i->Imm;
                    else StoreContext(i, address, 2, i->Imm);
                    continue;
                case Operation.StoreImm8:
                    address = r[i->Dst] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 1, write: true);
                    if (host != null) *(byte*)host = (byte)i->Imm;
                    else StoreContext(i, address, 1, i->Imm);
                    continue;
                case Operation.StoreImm64:
                    address = r[i->Dst] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 8, write: true);
                    if (host != null) *(ulong*)host = i->Imm;
                    else StoreContext(i, address, 8, i->Imm);
                    continue;
                case Operation.Store32:
                    address = r[i->Dst] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 4, write: true);
                    if (host != null) *(uint*)host = (uint)r[i->Src];
                    else StoreContext(i, address, 4, r[i->Src]);
                    continue;
                case Operation.Store16:
                    address = r[i->Dst] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 2, write: true);
                    if (host != null) *(ushort*)host = (ushort)r[i->Src];
                    else StoreContext(i, address, 2, r[i->Src]);
                    continue;
                case Operation.Store8:
                    address = r[i->Dst] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 1, write: true);
                    if (host != null) *(byte*)host = (byte)r[i->Src];
                    else StoreContext(i, address, 1, r[i->Src]);
                    continue;
                case Operation.Store64:
                    address = r[i->Dst] + (ulong)i->Offset;
                    host = Translate(_regions, _regionCount, address, 8, write: true);
                    if (host != null) *(ulong*)host = r[i->Src];
                    else StoreContext(i, address, 8, r[i->Src]);
                    continue;

                case Operation.LoadAbs32:
                case Operation.LoadAbs16:
                case Operation.LoadAbs8:
                    if (LoadPacket(i, (uint)i->Imm, 1 << (2 - (i->Operation - Operation.LoadAbs32)), out r[0])) continue;
                    goto case Operation.Exit;
                case Operation.LoadInd32:
                case Operation.LoadInd16:
                case Operation.LoadInd8:
                    if (LoadPacket(i, (uint)(r[i->Src] + i->Imm), 1 << (2 - (i->Operation - Operation.LoadInd32)), out r[0])) continue;
                    goto case Operation.Exit;

                case Operation.Atomic32:
                    Atomics.Execute32(i, r, AtomicTarget(i, r[i->Dst] + (ulong)i->Offset, 4, write: true));
                    continue;
                case Operation.Atomic64:
                    Atomics.Execute64(i, r, AtomicTarget(i, r[i->Dst] + (ulong)i->Offset, 8, write: true));
                    continue;
                case Operation.LoadAcquire32:
                    r[i->Dst] = Volatile.Read(ref *(uint*)AtomicTarget(i, r[i->Src] + (ulong)i->Offset, 4, write: false));
                    continue;
                case Operation.LoadAcquire16:
                    r[i->Dst] = Volatile.Read(ref *(ushort*)AtomicTarget(i, r[i->Src] + (ulong)i->Offset, 2, write: false));
                    continue;
                case Operation.LoadAcquire8:
                    r[i->Dst] = Volatile.Read(ref *(byte*)AtomicTarget(i, r[i->Src] + (ulong)i->Offset, 1, write: false));
                    continue;
                case Operation.LoadAcquire64:
                    r[i->Dst] = Volatile.Read(ref *(ulong*)AtomicTarget(i, r[i->Src] + (ulong)i->Offset, 8, write: false));
                    continue;
                case Operation.StoreRelease32:
                    Volatile.Write(ref *(uint*)AtomicTarget(i, r[i->Dst] + (ulong)i->Offset, 4, write: true), (uint)r[i->Src]);
                    continue;
                case Operation.StoreRelease16:
                    Volatile.Write(ref *(ushort*)AtomicTarget(i, r[i->Dst] + (ulong)i->Offset, 2, write: true), (ushort)r[i->Src]);
                    continue;
                case Operation.StoreRelease8:
                    Volatile.Write(ref *(byte*)AtomicTarget(i, r[i->Dst] + (ulong)i->Offset, 1, write: true), (byte)r[i->Src]);
                    continue;
                case Operation.StoreRelease64:
                    Volatile.Write(ref *(ulong*)AtomicTarget(i, r[i->Dst] + (ulong)i->Offset, 8, write: true), r[i->Src]);
                    continue;

                case Operation.CallHelper:
                    _current = i;
                    _remaining = remaining;
                    r[0] = _program.Helpers[i->Offset](this, r[1], r[2], r[3], r[4], r[5]);
                    remaining = _remaining;
                    RefreshRegions();
                    continue;
                case Operation.TailCall:
                    _current = i;
                    if (TrySwitchProgram(r[2], r[3]))
                    {
                        next = _program.Code;
                        continue;
                    }
                    r[0] = 0;
                    continue;
                case Operation.CallLocal:
                    _frames[_depth].Return = next;
                    _frames[_depth].Program = _program;
                    for (int n = 0; n < 4; n++) _frames[_depth].Saved[n] = r[6 + n];
                    next = _program.Code + i->Offset;
                    r[10] = EnterFrame(i);
                    continue;
                case Operation.Exit:
                    LeaveFrame();
                    if (_depth < bottom)
                    {
                        _remaining = remaining;
                        _program = caller;
                        return r[0];
                    }
                    next = _frames[_depth].Return;
                    _program = _frames[_depth].Program;
                    for (int n = 0; n < 4; n++) r[6 + n] = _frames[_depth].Saved[n];
                    r[10] = FramePointer(_depth);
                    continue;

                default: throw Fault(i, 0, "it ran past its last instruction");
            }
        }
    }

    /// <summary>The host address of a range that may be accessed, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Translate(Region* regions, uint count, ulong address, uint size, bool write)
    {
        uint id = RegionTable.IdOf(address);
        if (id >= count) return null;
        Region* region = regions + id;
        uint length = write ? region->WriteLength : region->ReadLength;
        return (ulong)(uint)address + size <= length ? region->Host + (uint)address : null;
    }
}
