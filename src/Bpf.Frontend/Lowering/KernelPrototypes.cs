using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;

namespace Bpf.Frontend.Lowering;

/// <summary>The functions of the kernel's behind members of our API: their C signatures.</summary>
/// <remarks>Source: the kernels' own types (<c>bpftool btf dump file /sys/kernel/btf/vmlinux format c</c>); alike in all kernels that have them but those with <c>?</c>.</remarks>
internal static class KernelPrototypes
{
    /// <summary>Marks one of several functions that do the same on different kernels, or in one of several ways: it is called behind a question.</summary>
    private const char Alternative = '?';

    /// <summary>What follows the name of a function that has another signature before Linux 7.0; loaders take it away.</summary>
    public const string Before7 = "___before7";

    private static readonly Dictionary<string, string> s_rows = new(StringComparer.Ordinal)
    {
        ["bpf_rcu_read_lock"] = "void ()",
        ["bpf_rcu_read_unlock"] = "void ()",
        ["bpf_preempt_disable"] = "void ()",
        ["bpf_preempt_enable"] = "void ()",

        ["bpf_dynptr_from_xdp"] = "s32 (xdp_md*, u64, bpf_dynptr*)",
        ["bpf_dynptr_from_skb"] = "s32 (__sk_buff*, u64, bpf_dynptr*)",

        ["bpf_iter_task_new"] = "s32 (bpf_iter_task*, task_struct*, u32)",
        ["bpf_iter_task_next"] = "task_struct* (bpf_iter_task*)",
        ["bpf_iter_task_destroy"] = "void (bpf_iter_task*)",

        ["bpf_arena_alloc_pages"] = "void* (void*, void*, u32, s32, u64)",
        ["bpf_arena_free_pages"] = "void (void*, void*, u32)",

        ["bpf_wq_init"] = "s32 (bpf_wq*, void*, u32)",
        ["bpf_wq_start"] = "s32 (bpf_wq*, u32)",
        ["bpf_wq_set_callback"] = "?s32 (bpf_wq*, element*, u32)", // from Linux 7.0 on
        ["bpf_wq_set_callback_impl"] = "?s32 (bpf_wq*, element*, u32, void*)",

        ["bpf_session_is_return"] = "?bool (void*)", // from Linux 7.0 on
        ["bpf_session_is_return" + Before7] = "?bool ()",
        ["bpf_session_cookie"] = "?u64* (void*)",
        ["bpf_session_cookie" + Before7] = "?u64* ()",
    };

    /// <summary>True for one of several functions that do the same on different kernels.</summary>
    public static bool IsAlternative(string function) => s_rows[function][0] == Alternative;

    /// <summary>What a function returns in a register.</summary>
    public static IrType ResultOf(string function)
    {
        string result = Split(function)[0];
        // What points to anything is a number to verifiers.
        return result == "void*" ? IrType.I64 : result.EndsWith("*", StringComparison.Ordinal) ? IrType.Ptr(Provenance.Btf) : result switch
        {
            "void" => IrType.Void,
            "u64" or "s64" => IrType.I64,
            _ => IrType.I32,
        };
    }

    /// <summary>Adds a function's prototype to the types of an object.</summary>
    public static int Add(BtfBuilder types, string function)
    {
        string[] parts = Split(function);
        return types.AddFuncProto(AddType(types, parts[0]), [.. parts.Skip(1).Select((p, i) => new BtfParameter("arg" + (i + 1), AddType(types, p)))]);
    }

    private static string[] Split(string function) =>
        s_rows[function].TrimStart(Alternative).Split([' ', '(', ',', ')'], StringSplitOptions.RemoveEmptyEntries);

    private static int AddType(BtfBuilder types, string name) => name switch
    {
        "void" => 0,
        "element" => types.AddFuncProto(AddType(types, "s32"), [.. new[] { "void*", "s32*", "void*" }.Select((p, i) => new BtfParameter("arg" + (i + 1), AddType(types, p)))]),
        _ when name.EndsWith("*", StringComparison.Ordinal) => types.AddPtr(AddType(types, name.Substring(0, name.Length - 1))),
        "bool" => types.AddInt(name, 1, BtfIntEncoding.Bool),
        "u8" => types.AddInt(name, 1),
        "s32" => types.AddInt(name, 4, BtfIntEncoding.Signed),
        "u32" => types.AddInt(name, 4),
        "u64" => types.AddInt(name, 8),
        _ => types.AddStruct(name, 0, []),
    };
}
