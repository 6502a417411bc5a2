using System;
using Bpf.Frontend.Model;

namespace Bpf.Generators.Emit;

/// <summary>Which user-space class shows which kernel-side declaration.</summary>
internal static class UserViews
{
    /// <summary>The type of a map's property on <c>Loaded</c>.</summary>
    public static string TypeOf(MapModel map) => map.Kind switch
    {
        "HashMap" or "LruHashMap" => $"global::Bpf.BpfHashMap<{map.Key!.Display}, {map.Value!.Display}>",
        "PerCpuHashMap" => $"global::Bpf.BpfPerCpuHashMap<{map.Key!.Display}, {map.Value!.Display}>",
        "LpmTrie" => $"global::Bpf.BpfLpmTrie<{map.Key!.Display}, {map.Value!.Display}>",
        "ArrayMap" => $"global::Bpf.BpfArrayMap<{map.Value!.Display}>",
        "PerCpuArray" => $"global::Bpf.BpfPerCpuArray<{map.Value!.Display}>",
        "RingBuffer" => $"global::Bpf.BpfRingBuffer<{map.Value!.Display}>",
        _ => throw new InvalidOperationException($"The map class {map.Kind} has no user view."),
    };

    /// <summary>What its constructor takes, the loaded object being <c>target</c>.</summary>
    public static string ArgumentsOf(MapModel map) =>
        map.Kind == "RingBuffer" ? $"target, \"{map.Name}\"" : $"target.Map(\"{map.Name}\")";

    /// <summary>The type of a program's property on <c>Loaded</c>.</summary>
    public static string TypeOf(ProgramModel program) => program.Hook.Kind switch
    {
        "Xdp" => "global::Bpf.XdpProgram",
        "Tracepoint" => $"global::Bpf.TracepointProgram<{ContextOf(program)}>",
        "RawTracepoint" => "global::Bpf.RawTracepointProgram",
        "Kprobe" or "Kretprobe" => "global::Bpf.KprobeProgram",
        "Uprobe" or "Uretprobe" => "global::Bpf.UprobeProgram",
        _ => throw new InvalidOperationException($"The hook {program.Hook.Kind} has no user view."),
    };

    /// <summary>What its constructor takes.</summary>
    public static string ArgumentsOf(ObjectModel model, ProgramModel program)
    {
        string handle = $"target.Program(\"{program.Name}\")", body = BodyOf(model, program);
        return program.Hook.Kind switch
        {
            "Xdp" => $"{handle}, {body}",
            "Kprobe" or "Kretprobe" => $"{handle}, {HookArgument(program, 0)}, {AtReturn(program)}, {body}",
            "Uprobe" or "Uretprobe" => $"{handle}, {HookArgument(program, 0)}, {HookArgument(program, 1)}, {AtReturn(program)}, {body}",
            "RawTracepoint" => $"{handle}, {HookArgument(program, 0)}, {body}",
            _ => $"{handle}, {HookArgument(program, 0)}, {HookArgument(program, 1)}, {body}",
        };
    }

    private static string AtReturn(ProgramModel program) => program.Hook.Kind is "Kretprobe" or "Uretprobe" ? "atReturn: true" : "atReturn: false";

    private static string HookArgument(ProgramModel program, int index) =>
        index < program.Hook.Arguments.Count ? $"\"{program.Hook.Arguments[index].Replace("\\", "\\\\").Replace("\"", "\\\"")}\"" : "null";

    /// <summary>A tracepoint program without a parameter runs on the eight bytes that every tracepoint's record starts with.</summary>
    private static string ContextOf(ProgramModel program) => program.ContextType ?? "ulong";

    private static string BodyOf(ObjectModel model, ProgramModel program)
    {
        string argument = program.ContextType is null ? "" : program.Hook.Kind == "Xdp" ? "ctx"
            : program.TakesContextByRef ? "ref global::System.Runtime.CompilerServices.Unsafe.AsRef(in ctx)" : "in ctx";
        string call = $"{CSharpName.Escape(model.Name)}.{CSharpName.Escape(program.Name)}({argument})";
        if (program.Hook.Kind == "Xdp")
            return program.ReturnType == "global::Bpf.XdpAction" ? $"static ctx => {call}" : $"static ctx => (global::Bpf.XdpAction)({call})";
        string context = program.Hook.Kind switch
        {
            "Tracepoint" => ContextOf(program),
            "RawTracepoint" => "global::Bpf.RawTracepointArgs",
            _ => "global::Bpf.PtRegs",
        };
        return $"static (in {context} ctx) => {(program.ReturnType == "int" ? call : $"unchecked((int){call})")}";
    }
}
