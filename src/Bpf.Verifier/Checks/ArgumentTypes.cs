// Rests on: the "expected=" lists in messages of real verdicts.
using System.Linq;
using Bpf.Core.Kernel;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Checks;

/// <summary>Which register types an argument type accepts: one row an argument type, in the order the kernel lists them.</summary>
internal static class ArgumentTypes
{
    private const RegisterType RingbufMem = RegisterType.PtrToMem | RegisterType.MemRingbuf;

    private const RegisterType Object = RegisterType.PtrToBtfId;

    private static readonly RegisterType[] Memory =
    [
        RegisterType.PtrToStack, RegisterType.PtrToPacket, RegisterType.PtrToPacketMeta, RegisterType.PtrToMapKey,
        RegisterType.PtrToMapValue, RegisterType.PtrToMem, RingbufMem, RegisterType.PtrToBuf, Object | RegisterType.Trusted,
    ];

    private static readonly RegisterType[] KeyMemory =
    [
        RegisterType.PtrToStack, RegisterType.PtrToPacket, RegisterType.PtrToPacketMeta, RegisterType.PtrToMapKey, RegisterType.PtrToMapValue,
    ];

    private static readonly RegisterType[] Sockets =
        [RegisterType.PtrToSockCommon, RegisterType.PtrToSocket, RegisterType.PtrToTcpSock, RegisterType.PtrToXdpSock];

    private static readonly RegisterType[] SocketsOrObjects = [.. Sockets, Object, Object | RegisterType.Trusted];

    private static readonly RegisterType[] Objects = [Object, Object | RegisterType.Trusted, Object | RegisterType.MemRcu];

    private static readonly RegisterType[] PercpuObjects =
    [
        Object | RegisterType.MemPercpu, Object | RegisterType.MemPercpu | RegisterType.MemRcu,
        Object | RegisterType.MemPercpu | RegisterType.Trusted,
    ];

    private static readonly RegisterType[] Scalar = [RegisterType.ScalarValue];
    private static readonly RegisterType[] Map = [RegisterType.ConstPtrToMap];
    private static readonly RegisterType[] Context = [RegisterType.PtrToCtx];
    private static readonly RegisterType[] FullSocket = [RegisterType.PtrToSocket];
    private static readonly RegisterType[] Ringbuf = [RingbufMem];
    private static readonly RegisterType[] Stack = [RegisterType.PtrToStack];
    private static readonly RegisterType[] MapValue = [RegisterType.PtrToMapValue];

    private static readonly RegisterType[] ValueOrObject = [RegisterType.PtrToMapValue, RegisterType.PtrToBtfId | RegisterType.MemAlloc];
    private static readonly RegisterType[] ValueOrAnyObject =
    [
        .. ValueOrObject, Object | RegisterType.MemAlloc | RegisterType.NonOwningReference,
        Object | RegisterType.MemAlloc | RegisterType.NonOwningReference | RegisterType.MemRcu,
    ];

    private static readonly RegisterType[] MemoryOrContext = [.. Memory, RegisterType.PtrToCtx];
    private static readonly RegisterType[] Dynptr = [RegisterType.PtrToStack, RegisterType.ConstPtrToDynptr];
    private static readonly RegisterType[] Function = [RegisterType.PtrToFunc];

    /// <summary>Whether a register of that type may be passed; null where that isn't modeled.</summary>
    public static bool? Accepts(HelperArgument argument, RegisterType type, BehaviorSwitches rules)
    {
        RegisterType[]? accepted = AcceptedBy(argument.Base, rules);
        if (accepted is null)
        {
            return null;
        }

        if (argument.Has(ArgumentType.MemRdonly))
        {
            type &= ~RegisterType.MemRdonly;
        }

        if (argument.Has(ArgumentType.PtrMaybeNull))
        {
            type &= ~RegisterType.MaybeNull;
        }

        if (argument.Base == ArgumentType.PtrToMem)
        {
            type &= ~RegisterType.DynptrSlice;
        }

        return System.Array.IndexOf(accepted, type) >= 0;
    }

    /// <summary>The list that the kernel's message ends with.</summary>
    public static string Expected(HelperArgument argument, BehaviorSwitches rules) =>
        string.Join(", ", AcceptedBy(argument.Base, rules)!.Select(RegisterTypes.Name));

    private static RegisterType[]? AcceptedBy(ArgumentType type, BehaviorSwitches rules) => type switch
    {
        ArgumentType.PtrToMapKey or ArgumentType.PtrToMapValue when !rules.AnyMemoryIsKey => KeyMemory,
        ArgumentType.PtrToMapKey or ArgumentType.PtrToMapValue or ArgumentType.PtrToMem => rules.MovesContexts ? MemoryOrContext : Memory,
        ArgumentType.ConstSize or ArgumentType.ConstSizeOrZero or ArgumentType.ConstAllocSizeOrZero => Scalar,
        ArgumentType.ConstMapPtr => Map,
        ArgumentType.PtrToCtx => Context,
        ArgumentType.PtrToSockCommon => Sockets,
        ArgumentType.PtrToBtfIdSockCommon => SocketsOrObjects,
        ArgumentType.PtrToBtfId => Objects,
        ArgumentType.PtrToPercpuBtfId => PercpuObjects,
        ArgumentType.PtrToSocket => FullSocket,
        ArgumentType.PtrToRingbufMem => Ringbuf,
        ArgumentType.PtrToStack => Stack,
        ArgumentType.PtrToConstStr => MapValue,
        ArgumentType.PtrToFunc => Function,
        ArgumentType.PtrToTimer => MapValue,
        ArgumentType.PtrToSpinLock => ValueOrObject,
        ArgumentType.PtrToDynptr => Dynptr,
        ArgumentType.KptrXchgDest => rules.BorrowedHoldKptrs ? ValueOrAnyObject : rules.ObjectsHoldKptrs ? ValueOrObject : MapValue,
        _ => null,
    };
}
