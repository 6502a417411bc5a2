using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Bpf.Core.Kernel;

/// <summary>
/// The helpers as C# methods, derived from the table: numbers are numbers, memory is <c>in</c>, <c>out</c> or <c>ref</c> of a type whose size
/// is passed along, the context is passed by the compiler. The methods of <c>Bpf.Helpers</c> and how calls of them are compiled follow from it.
/// </summary>
public static class HelperSignatures
{
    /// <summary>Helpers that C# reaches by another member, one with .NET's own idiom.</summary>
    private static readonly HashSet<HelperId> Idioms =
    [
        HelperId.MapLookupElem, HelperId.MapUpdateElem, HelperId.MapDeleteElem,                                         // maps
        HelperId.RingbufOutput, HelperId.RingbufReserve, HelperId.RingbufSubmit, HelperId.RingbufDiscard,               // RingBuffer
        HelperId.ProbeRead, HelperId.ProbeReadStr, HelperId.ProbeReadUser, HelperId.ProbeReadUserStr,                   // UserMemory
        HelperId.ProbeReadKernel, HelperId.ProbeReadKernelStr,                                                          // KernelMemory
        HelperId.TracePrintk, HelperId.TraceVprintk, HelperId.Snprintf, HelperId.SeqPrintf,                             // Trace, Utf8Text
        HelperId.GetCurrentPidTgid, HelperId.GetCurrentUidGid, HelperId.GetCurrentComm,                                 // CurrentTask
        HelperId.TailCall,                                                                                              // ProgramArray
        HelperId.SpinLock, HelperId.SpinUnlock,                                                                         // BpfSpinLock
        HelperId.Loop, HelperId.ForEachMapElem,                                                                         // Loop, foreach
        HelperId.TimerInit, HelperId.TimerSetCallback, HelperId.TimerStart, HelperId.TimerCancel,                       // BpfTimer
        HelperId.InodeStorageGet, HelperId.InodeStorageDelete, HelperId.TaskStorageGet, HelperId.TaskStorageDelete,     // LocalStorage
        HelperId.CgrpStorageGet, HelperId.CgrpStorageDelete,
        HelperId.DynptrFromMem, HelperId.DynptrRead, HelperId.DynptrWrite, HelperId.DynptrData,                         // Dynptr
        HelperId.RingbufReserveDynptr, HelperId.RingbufSubmitDynptr, HelperId.RingbufDiscardDynptr,                     // DynamicRingBuffer
        HelperId.KptrXchg,                                                                                              // Kptr
        HelperId.UserRingbufDrain,                                                                                      // UserRingBuffer
    ];

    private static readonly Dictionary<string, string> NumberTypes = new(StringComparer.Ordinal)
    {
        ["u16"] = "UInt16",
        ["u32"] = "UInt32",
        ["u64"] = "UInt64",
        ["s32"] = "Int32",
        ["s64"] = "Int64",
        ["be16"] = "UInt16BE",
    };

    /// <summary>Every helper that has a method, ordered by number.</summary>
    public static ImmutableArray<HelperSignature> All { get; } = [.. Helpers.All.Select(Of).OfType<HelperSignature>()];

    /// <summary>True for helpers that C# reaches by another member.</summary>
    /// <param name="id">The helper.</param>
    public static bool HasIdiom(HelperId id) => Idioms.Contains(id);

    private static HelperSignature? Of(HelperPrototype prototype)
    {
        if (HasIdiom(prototype.Id)) return null;
        string row = HelperSignatureRows.All[prototype.Id];
        int open = row.IndexOf('(');
        string[] names = row.Substring(open + 1, row.Length - open - 2).Split([", "], StringSplitOptions.RemoveEmptyEntries);
        List<HelperParameter> parameters = [];
        List<string> types = [];
        for (int i = 0; i < prototype.Arguments.Length; i++)
        {
            string name = i < names.Length ? names[i] : "";
            string type = "u64";
            if (name.IndexOf(' ') is var space and > 0) (type, name) = (name.Substring(0, space), name.Substring(space + 1));
            if (KindOf(prototype, prototype.Arguments[i]) is not { } kind) return null;
            string shown = kind switch
            {
                HelperParameterKind.Number => NumberTypes[type],
                HelperParameterKind.Kernel => AddType(name, types),
                HelperParameterKind.MemoryIn or HelperParameterKind.MemoryOut or HelperParameterKind.MemoryRef => TypeOf(prototype.Arguments[i], name, types),
                _ => "",
            };
            parameters.Add(new(kind, name, shown));
        }

        return ResultOf(prototype, row.Substring(0, open), types) is var (result, resultType)
            ? new(prototype, [.. parameters], result, resultType, [.. types]) : null;
    }

    /// <summary>What an argument is in C#; null where it has no such form.</summary>
    private static HelperParameterKind? KindOf(HelperPrototype prototype, HelperArgument argument) => argument.Base switch
    {
        ArgumentType.PtrToBtfId when argument.BtfType is not null => HelperParameterKind.Kernel,
        ArgumentType.PtrToBtfIdSockCommon when prototype.ReturnBtfType is not null => HelperParameterKind.Kernel, // a socket of either kind
        ArgumentType.Anything => HelperParameterKind.Number,
        ArgumentType.PtrToCtx => HelperParameterKind.Context,
        ArgumentType.ConstMapPtr => HelperParameterKind.Map,
        ArgumentType.ConstSize or ArgumentType.ConstSizeOrZero => HelperParameterKind.Size,
        ArgumentType.PtrToMapKey => HelperParameterKind.MemoryIn,
        ArgumentType.PtrToMapValue or ArgumentType.PtrToMem => argument.Has(ArgumentType.MemUninit) ? HelperParameterKind.MemoryOut
            : argument.Has(ArgumentType.MemWrite) ? HelperParameterKind.MemoryRef : HelperParameterKind.MemoryIn,
        ArgumentType.PtrToConstStr => HelperParameterKind.Text,
        ArgumentType.PtrToSocket or ArgumentType.PtrToSockCommon or ArgumentType.PtrToBtfIdSockCommon => HelperParameterKind.Socket,
        _ => null,
    };

    private static string TypeOf(HelperArgument argument, string name, List<string> types)
    {
        // bpf_strtol and its kin: one 64-bit number.
        if (argument.Has(ArgumentType.MemFixedSize) && argument.Size == 8) return "UInt64";
        return AddType(name, types);
    }

    private static string AddType(string name, List<string> types)
    {
        string type = "T" + char.ToUpperInvariant(name[0]) + name.Substring(1);
        types.Add(type);
        return type;
    }

    private static (HelperResult Result, string Type)? ResultOf(HelperPrototype prototype, string type, List<string> types)
    {
        switch (prototype.ReturnType & ReturnType.BaseMask)
        {
            case ReturnType.RetVoid:
                return (HelperResult.Void, "");
            case ReturnType.RetInteger:
                return (HelperResult.Number, type == "void" ? "Int64" : NumberTypes[type]);
            case ReturnType.PtrToSocket or ReturnType.PtrToSockCommon:
                return (HelperResult.Socket, "BpfSock");
            case ReturnType.PtrToTcpSock:
                return (HelperResult.Socket, "BpfTcpSock");
            case ReturnType.PtrToBtfId when prototype.ReturnBtfType is not null:
                return (HelperResult.Kernel, AddType("result", types));
            case ReturnType.PtrToMapValue:
                if (!types.Contains("TValue")) types.Add("TValue");
                return (HelperResult.MapValue, "TValue");
            default:
                return null;
        }
    }
}
