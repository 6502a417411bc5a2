// Rests on: the tables of contexts (Core/Kernel), messages of real verdicts.
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.Checks;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Loads from and stores to the context, sockets and flow keys.</summary>
internal sealed partial class Engine
{
    private void LoadFromContext(int number, int off, int size, bool write, int value, bool signed)
    {
        if (programInfo.Context is not { } layout)
        {
            LoadArgument(number, off, size, write, value, signed);
            return;
        }

        ContextField? field = layout.Find(off, size, write, attachType, profile.Version);
        if (field is null || !IsAllowed(field, write) || (signed && field.Yields != ContextYield.Scalar))
        {
            throw RejectContext(number, off, size);
        }

        if (value < 0)
        {
            return;
        }

        ref RegisterState reg = ref Reg(value);
        RegisterType type = field.Yields switch
        {
            ContextYield.PtrToBtfId => RegisterType.PtrToBtfId | RegisterType.Trusted,
            ContextYield.PtrToTpBuffer => RegisterType.PtrToTpBuffer,
            ContextYield.Scalar => RegisterType.ScalarValue,
            ContextYield.PtrToPacket => RegisterType.PtrToPacket,
            ContextYield.PtrToPacketMeta => RegisterType.PtrToPacketMeta,
            ContextYield.PtrToPacketEnd => RegisterType.PtrToPacketEnd,
            ContextYield.PtrToFlowKeys => RegisterType.PtrToFlowKeys,
            ContextYield.PtrToSocket => RegisterType.PtrToSocket,
            ContextYield.PtrToSocketOrNull => RegisterType.PtrToSocket | RegisterType.MaybeNull,
            ContextYield.PtrToSockCommonOrNull => RegisterType.PtrToSockCommon | RegisterType.MaybeNull,
            _ => throw new NotModeledException($"{field.Yields} in the context ({layout.Name}.{field.Name})"),
        };
        if (type == RegisterType.ScalarValue)
        {
            reg.SetUnknown(false);
            return;
        }

        reg.SetPointer(type);
        reg.Aux = field.BtfType is { } structure ? Kernel.FindStruct(structure) : 0;
        if (type.MayBeNull())
        {
            reg.Id = ++idGenerator;
        }
    }

    /// <summary>Packets of control groups, and when they are sent, are for processes with CAP_BPF.</summary>
    private bool IsAllowed(ContextField field, bool write) =>
        rights.Bpf || request.ProgramType != ProgramType.CgroupSkb || !(field.Name is "data" or "data_end" || (write && field.Name == "tstamp"));

    private void CheckFlowKeysAccess(int off, int size)
    {
        const int FlowKeysSize = 56;
        if (size < 0 || off < 0 || off + size > FlowKeysSize)
        {
            throw Reject(
                RejectionReason.MemoryBounds, $"invalid access to flow keys off={off} size={size}", offset: off, size: size);
        }
    }

    private void CheckSocketAccess(in RegisterState pointer, int number, int off, int size, bool write)
    {
        string name = pointer.Type.Name();
        if (write)
        {
            throw Reject(RejectionReason.MemoryBounds, $"R{number} cannot write into {name}", number);
        }

        if (pointer.SMin < 0)
        {
            throw Reject(
                RejectionReason.MemoryBounds,
                $"R{number} min value is negative, either use unsigned index or do a if (index >=0) check.",
                number);
        }

        if (pointer.VarOff is not { Mask: 0, Value: 0 })
        {
            throw new NotModeledException("variable offsets into sockets");
        }

        if (!SocketFields.IsReadable(pointer.Type, off, size))
        {
            throw Reject(
                RejectionReason.MemoryBounds,
                $"R{number} invalid {name} access off={off} size={size}",
                number,
                offset: off,
                size: size);
        }
    }
}
