// Rests on: Documentation/bpf/verifier.rst, messages of real verdicts, level-2 logs.
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.State;
using Bpf.Verifier.Transfer;

namespace Bpf.Verifier;

/// <summary>One access through a pointer: allowed or not by the pointer's type, and what a load leaves.</summary>
internal sealed partial class Engine
{
    /// <param name="number">The register that holds the address.</param>
    /// <param name="offset">The instruction's offset.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="write">True for a store.</param>
    /// <param name="value">The register stored or loaded; -1 for none.</param>
    /// <param name="strict">True where the access must be aligned on any machine.</param>
    /// <param name="signed">True for a sign-extending load.</param>
    private void CheckAccess(
        int number, int offset, int size, bool write, int value, bool strict = false, bool signed = false)
    {
        RegisterState pointer = Reg(number);
        CheckAlignment(in pointer, offset, size, strict);
        int off = offset + pointer.Off;
        bool loads = !write && value >= 0;
        int stored = write ? value : -1;
        switch (pointer.Type)
        {
            case RegisterType.PtrToStack:
                CheckStackAccess(number, off, size, write, value);
                break;
            case RegisterType.PtrToMapValue:
                CheckLeak(stored, "into map");
                CheckMapAccessType(in pointer, off, size, write);
                CheckMapAccess(number, off, size, zeroAllowed: false, direct: true);
                AccessMapValue(in pointer, off, size, write, value, signed);
                break;
            case RegisterType.PtrToPacket or RegisterType.PtrToPacketMeta:
                if (write && programInfo.Packet != PacketAccess.ReadWrite)
                {
                    throw Reject(RejectionReason.PacketBounds, "cannot write into packet", number, size: size, offset: off);
                }

                CheckLeak(stored, "into packet");
                CheckPacketAccess(number, off, size, zeroAllowed: false);
                LoadUnknown(value, loads);
                break;
            case RegisterType.PtrToCtx when IsMemoryContext:
                CheckRegion(number, off, size, ushort.MaxValue, zeroAllowed: false);
                LoadUnknown(value, loads);
                break;
            case RegisterType.PtrToCtx:
                CheckLeak(stored, "into ctx");
                CheckUnmodifiedPointer(number);
                LoadFromContext(number, off, size, write, loads ? value : -1, signed);
                break;
            case RegisterType.PtrToMapKey:
                if (write)
                {
                    throw Reject(RejectionReason.MemoryBounds, $"write to change key R{number} not allowed", number);
                }

                CheckRegion(number, off, size, maps[pointer.Aux].Spec.KeySize, zeroAllowed: false);
                LoadUnknown(value, loads);
                break;
            default:
                CheckOtherAccess(in pointer, number, off, size, write, value, signed);
                break;
        }

        if (loads && size < 8 && Reg(value).IsScalar)
        {
            if (signed)
            {
                Extension.SignExtend64(ref Reg(value), size, rules);
            }
            else
            {
                Extension.ZeroExtend(ref Reg(value), size, rules);
            }
        }
    }

    private void CheckOtherAccess(in RegisterState pointer, int number, int off, int size, bool write, int register, bool signed)
    {
        RegisterType type = pointer.Type;
        int value = write ? -1 : register, stored = write ? register : -1;
        if (type.MayBeNull())
        {
            throw Reject(
                RejectionReason.PossiblyNull, $"R{number} invalid mem access '{type.Name()}'", number, size: size, offset: off);
        }

        if (type.Base() == RegisterType.PtrToMem)
        {
            if (write && (type & RegisterType.MemRdonly) != 0)
            {
                throw Reject(RejectionReason.MemoryBounds, $"R{number} cannot write into {type.Name()}", number, size: size, offset: off);
            }

            CheckLeak(stored, "into mem");
            if ((type & RegisterType.Untrusted) == 0)
            {
                CheckRegion(number, off, size, (uint)pointer.Aux, zeroAllowed: false);
            }

            LoadUnknown(value, value >= 0);
        }
        else if (type.IsSocket())
        {
            CheckSocketAccess(in pointer, number, off, size, write);
            LoadUnknown(value, value >= 0);
        }
        else if (type == RegisterType.PtrToFlowKeys)
        {
            CheckLeak(stored, "into flow keys");
            CheckFlowKeysAccess(off, size);
            LoadUnknown(value, value >= 0);
        }
        else if (type is RegisterType.ConstPtrToMap)
        {
            AccessMapStruct(in pointer, number, off, size, write, value);
        }
        else if (type.Base() == RegisterType.PtrToBtfId)
        {
            AccessStruct(in pointer, number, off, size, write, value);
        }
        else if (type.Base() is RegisterType.PtrToTpBuffer or RegisterType.PtrToBuf)
        {
            if (write && (type & RegisterType.MemRdonly) != 0)
            {
                throw RejectAccess(number, off, size, $"R{number} cannot write into {type.Name()}");
            }

            CheckBuffer(number, off, size);
            LoadUnknown(value, value >= 0);
        }
        else if (type.Base() == RegisterType.PtrToArena)
        {
            AccessArena(value, signed);
        }
        else
        {
            throw Reject(
                type.IsAnyPacket() ? RejectionReason.PacketBounds : RejectionReason.MemoryBounds,
                $"R{number} invalid mem access '{type.Name()}'",
                number,
                size: size,
                offset: off);
        }
    }

    private bool IsMemoryContext => rules.MovesContexts && request.ProgramType == ProgramType.Syscall;

    private void LoadUnknown(int value, bool loads)
    {
        if (loads)
        {
            Reg(value).SetUnknown(false);
        }
    }

    /// <summary>An access to sized memory: the least and the greatest offset must both be inside.</summary>
    private void CheckRegion(int number, int off, long size, long regionSize, bool zeroAllowed)
    {
        ref RegisterState reg = ref Reg(number);
        CheckNotNegative(number, off);
        if (!IsInside(reg.SMin + off, size, regionSize, zeroAllowed))
        {
            throw OutOfRegion(number, reg.SMin + off, size, regionSize, $"R{number} min value is outside of the allowed memory range");
        }

        if (reg.UMax >= MaxVarOff)
        {
            throw Reject(
                RejectionReason.MemoryBounds,
                $"R{number} unbounded memory access, make sure to bounds check any such access",
                number,
                offset: off,
                size: (int)size);
        }

        if (!IsInside((long)reg.UMax + off, size, regionSize, zeroAllowed))
        {
            throw OutOfRegion(
                number, (long)reg.UMax + off, size, regionSize, $"R{number} max value is outside of the allowed memory range");
        }
    }

    private void CheckNotNegative(int number, int off)
    {
        ref RegisterState reg = ref Reg(number);
        bool folds = rules.FoldsOffsets && reg.SMin != long.MinValue;
        long min = folds ? reg.SMin + reg.Off : reg.SMin;
        if (min < 0 && (min == long.MinValue || reg.SMin + off != (int)(reg.SMin + off) || reg.SMin + off < 0))
        {
            throw Reject(
                RejectionReason.MemoryBounds,
                $"R{number} min value is negative, either use unsigned index or do a if (index >=0) check.",
                number,
                offset: reg.SMin == long.MinValue ? reg.SMin : reg.SMin + off);
        }
    }

    private static bool IsInside(long off, long size, long regionSize, bool zeroAllowed) =>
        off >= 0 && (size > 0 || (size == 0 && zeroAllowed)) && off + size <= regionSize;

    private RejectedException OutOfRegion(int number, long off, long size, long regionSize, string message)
    {
        ref RegisterState reg = ref Reg(number);
        string detail = reg.Type.Base() switch
        {
            RegisterType.PtrToMapKey => $"invalid access to map key, key_size={regionSize} off={off} size={size}",
            RegisterType.PtrToMapValue => $"invalid access to map value, value_size={regionSize} off={off} size={size}",
            RegisterType.PtrToPacket or RegisterType.PtrToPacketMeta or RegisterType.PtrToPacketEnd
                => $"invalid access to packet, off={off} size={size}, R{number}(id={reg.Id},off={off},r={regionSize})",
            _ => $"invalid access to memory, mem_size={regionSize} off={off} size={size}",
        };
        return Reject(
            reg.Type.IsPacket() ? RejectionReason.PacketBounds : RejectionReason.MemoryBounds,
            message,
            number,
            offset: off,
            size: (int)size,
            detail: detail);
    }

    private void CheckPacketAccess(int number, int off, long size, bool zeroAllowed)
    {
        ref RegisterState reg = ref Reg(number);
        if (rules.FoldsOffsets && reg.Aux >= 0)
        {
            CheckPacketRegion(number, off, size, zeroAllowed);
            return;
        }

        if (reg.SMin < 0)
        {
            throw Reject(
                RejectionReason.PacketBounds,
                $"R{number} min value is negative, either use unsigned index or do a if (index >=0) check.",
                number,
                offset: reg.SMin,
                size: (int)size);
        }

        string message = $"R{number} offset is outside of the packet";
        if (reg.Aux < 0)
        {
            throw Reject(RejectionReason.PacketBounds, message, number, offset: off, size: (int)size);
        }

        if (!IsInside(off, size, reg.Aux, zeroAllowed))
        {
            throw OutOfRegion(number, off, size, reg.Aux, message);
        }
    }

    /// <summary>As <see cref="CheckRegion"/>, where the region ends where the packet is proven to reach with the greatest offset.</summary>
    private void CheckPacketRegion(int number, int off, long size, bool zeroAllowed)
    {
        ref RegisterState reg = ref Reg(number);
        CheckNotNegative(number, off);
        if (!IsInside(off, size, reg.Aux, zeroAllowed))
        {
            long end = reg.Aux == 0 ? 0 : reg.Aux + (long)reg.UMax;
            string which = IsInside(reg.SMin + off, size, end, zeroAllowed) ? "max" : "min";
            throw OutOfRegion(number, off, size, reg.Aux, $"R{number} {which} value is outside of the allowed memory range");
        }
    }

    private void CheckAlignment(in RegisterState reg, int offset, int size, bool strict)
    {
        RegisterType type = reg.Type;
        bool packet = type.IsPacket();
        if (type == RegisterType.PtrToArena)
        {
            return;
        }

        if (!strict && (flags & ProgramFlags.StrictAlignment) == 0 && type != RegisterType.PtrToStack)
        {
            return;
        }

        // Strict machines align the packet's network header: everything is off by the 2 bytes of NET_IP_ALIGN.
        const int IpAlign = 2;
        int shift = packet ? IpAlign : 0;
        Tnum address = Tnum.Add(reg.VarOff, Tnum.Const((ulong)(long)(shift + reg.Off + offset)));
        if (size == 1 || address.IsAligned((ulong)size))
        {
            return;
        }

        bool folds = rules.FoldsOffsets;
        string variable = Log.RegisterFormatter.FormatOffset(folds ? Tnum.Add(reg.VarOff, Tnum.Const((ulong)(long)reg.Off)) : reg.VarOff)
            + (folds ? "" : $"+{reg.Off}");
        if (packet)
        {
            throw Reject(
                RejectionReason.PacketBounds,
                $"misaligned packet access off {IpAlign}+{variable}+{offset} size {size}",
                offset: reg.Off + offset,
                size: size);
        }

        string what = type switch
        {
            RegisterType.PtrToFlowKeys => "flow keys ",
            RegisterType.PtrToMapKey => "key ",
            RegisterType.PtrToMapValue => "value ",
            RegisterType.PtrToCtx => "context ",
            RegisterType.PtrToStack => "stack ",
            RegisterType.PtrToSocket => "sock ",
            RegisterType.PtrToSockCommon => "sock_common ",
            RegisterType.PtrToTcpSock => "tcp_sock ",
            RegisterType.PtrToXdpSock => "xdp_sock ",
            _ => "",
        };
        throw Reject(
            type == RegisterType.PtrToStack ? RejectionReason.StackAccess : RejectionReason.MemoryBounds,
            $"misaligned {what}access off {variable}+{offset} size {size}",
            offset: reg.Off + offset,
            size: size);
    }

    /// <summary>Contexts and references must be used as they came: without an offset.</summary>
    private void CheckUnmodifiedPointer(int number, bool fixedAllowed = false)
    {
        ref RegisterState reg = ref Reg(number);
        string name = reg.Type.Name();
        string? message = reg switch
        {
            { Off: < 0 } => $"negative offset {name} ptr R{number} off={reg.Off} disallowed",
            { Off: > 0 } when !fixedAllowed => $"dereference of modified {name} ptr R{number} off={reg.Off} disallowed",
            { VarOff: not { Mask: 0, Value: 0 } } => $"variable {name} access var_off={Log.RegisterFormatter.Format(reg.VarOff)} disallowed",
            _ => null,
        };
        if (message is not null)
        {
            throw Reject(
                reg.Type == RegisterType.PtrToCtx ? RejectionReason.ContextAccess : RejectionReason.PointerArithmetic, message, number);
        }
    }
}
