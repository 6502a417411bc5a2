using System.Collections.Generic;
using System.Linq;
using Bpf.Frontend.Model;

namespace Bpf.Generators.Emit;

/// <summary>Which user-space class shows a program, by its hook attribute.</summary>
internal static class ProgramViews
{
    /// <summary>A hook's class.</summary>
    /// <param name="Kind">The attribute's name without namespace and suffix.</param>
    /// <param name="Class">The class.</param>
    /// <param name="Arguments">What its constructor takes between the program and its body; <c>{0}</c> is the attribute's first argument.</param>
    /// <param name="HasContext">True where the class is generic over the context.</param>
    /// <param name="NeedsArguments">True where the attribute cannot do without them.</param>
    private sealed record View(string Kind, string Class, string Arguments = "", bool HasContext = false, bool NeedsArguments = false);

    private static readonly Dictionary<string, View> Rows = new View[]
    {
        new("Xdp",            "XdpProgram"),
        new("Tracepoint",     "TracepointProgram", "{0}, {1}", HasContext: true, NeedsArguments: true),
        new("RawTracepoint",  "RawTracepointProgram", "{0}", NeedsArguments: true),
        new("WritableRawTracepoint", "RawTracepointProgram", "{0}", NeedsArguments: true),
        new("BtfTracepoint",  "TracingProgram", HasContext: true),
        new("Kprobe",         "KprobeProgram", "{0}, atReturn: false"),
        new("Kretprobe",      "KprobeProgram", "{0}, atReturn: true"),
        new("KprobeMulti",    "KprobeMultiProgram", "{0}, atReturn: false"),
        new("KretprobeMulti", "KprobeMultiProgram", "{0}, atReturn: true"),
        new("Ksyscall",       "KprobeProgram", "global::Bpf.KernelSymbols.OfSystemCall({0}), atReturn: false"),
        new("Kretsyscall",    "KprobeProgram", "global::Bpf.KernelSymbols.OfSystemCall({0}), atReturn: true"),
        new("Uprobe",         "UprobeProgram", "{0}, {1}, atReturn: false"),
        new("Uretprobe",      "UprobeProgram", "{0}, {1}, atReturn: true"),
        new("KprobeSession",  "KprobeMultiProgram", "{0}, atReturn: false"),
        new("UprobeMulti",    "UprobeMultiProgram", "{0}, {1}, atReturn: false"),
        new("UretprobeMulti", "UprobeMultiProgram", "{0}, {1}, atReturn: true"),
        new("UprobeSession",  "UprobeMultiProgram", "{0}, {1}, atReturn: false"),
        new("Usdt",           "UsdtProgram", "{0}, {1}, {2}"),
        new("Fentry",         "TracingProgram", HasContext: true),
        new("Fexit",          "TracingProgram", HasContext: true),
        new("FmodRet",        "TracingProgram", HasContext: true),
        new("Lsm",            "TracingProgram", HasContext: true),
        new("LsmCgroup",      "CgroupProgram", HasContext: true),
        new("Netkit",         "NetkitProgram"),
        new("XdpDevMap",      "XdpMapProgram"),
        new("XdpCpuMap",      "XdpMapProgram"),
        new("Netfilter",      "NetfilterProgram"),
        new("FlowDissector",  "FlowDissectorProgram"),
        new("LwtIn",          "LwtProgram"),
        new("LwtOut",         "LwtProgram"),
        new("LwtXmit",        "LwtProgram"),
        new("LwtSeg6Local",   "LwtProgram"),
        new("StructOps",      "StructOpsProgram"),
        new("Iterator",       "IteratorProgram", HasContext: true),
        new("PerfEvent",      "PerfEventProgram"),
        new("SocketFilter",   "SocketFilterProgram"),
        new("Tc",             "TcProgram"),
        new("CgroupSkb",      "CgroupSkbProgram"),
        new("CgroupSock",     "CgroupProgram", HasContext: true),
        new("CgroupSockAddr", "CgroupProgram", HasContext: true),
        new("CgroupSockopt",  "CgroupProgram", HasContext: true),
        new("CgroupSysctl",   "CgroupProgram", HasContext: true),
        new("CgroupDevice",   "CgroupProgram", HasContext: true),
        new("SockOps",        "CgroupProgram", HasContext: true),
        new("SkSkb",          "SocketMapProgram", HasContext: true),
        new("SkMsg",          "SocketMapProgram", HasContext: true),
        new("SkLookup",       "NetworkNamespaceProgram", HasContext: true),
        new("SkReuseport",    "ReuseportProgram"),
        new("Syscall",        "SyscallProgram", HasContext: true),
    }.ToDictionary(row => row.Kind);

    /// <summary>The type of a program's property on <c>Loaded</c>.</summary>
    public static string TypeOf(ProgramModel program)
    {
        View view = Rows[program.Hook.Kind];
        return "global::Bpf." + view.Class + (view.HasContext ? $"<{program.HookContext}>" : "");
    }

    /// <summary>What its constructor takes, the loaded object being <c>target</c>.</summary>
    public static string ArgumentsOf(ObjectModel model, ProgramModel program)
    {
        View view = Rows[program.Hook.Kind];
        string arguments = view.Arguments;
        // An attribute without its arguments is an error of C#'s: no warning about this code follows from it.
        string missing = view.NeedsArguments ? "null!" : "null";
        for (int i = 0; i < 3; i++)
            arguments = arguments.Replace("{" + i + "}", HookArgument(program, i, missing));
        return $"target.Program(\"{program.Name}\"), {(arguments.Length == 0 ? "" : arguments + ", ")}{BodyOf(model, program)}";
    }

    private static string HookArgument(ProgramModel program, int index, string missing) =>
        index < program.Hook.Arguments.Count ? $"\"{program.Hook.Arguments[index].Replace("\\", "\\\\").Replace("\"", "\\\"")}\"" : missing;

    /// <summary>What a method gets on the CLR that takes a function's arguments: from the context of its hook.</summary>
    private static string ArgumentOf(ProgramModel program, ArgumentModel argument, int index)
    {
        string slot = (program.HookContext, argument.IsResult) switch
        {
            ("global::Bpf.PtRegs" or "global::Bpf.FunctionExit", true) => "ctx.ReturnValue",
            ("global::Bpf.PtRegs", _) when program.Hook.Kind == "Ksyscall" =>
                $"(global::Bpf.KernelMemory.TryReadSystemCallArgument(ctx.Argument0, {index}, out ulong argument{index}) ? argument{index} : 0UL)",
            ("global::Bpf.PtRegs", _) => $"ctx.Argument{index}",
            ("global::Bpf.FunctionExit", _) => $"ctx.Args[{index}]",
            _ => $"ctx[{index}]",
        };
        return argument.Kind switch
        {
            ArgumentKind.Number => $"unchecked(({argument.Type}){slot})",
            ArgumentKind.Truth => $"(byte){slot} != 0",
            ArgumentKind.Address => $"new {argument.Type}({slot})",
            _ => "default",
        };
    }

    private static string BodyOf(ObjectModel model, ProgramModel program)
    {
        bool isXdp = program.HookContext == "global::Bpf.XdpContext";
        string argument = program.Arguments.Count > 0 ? string.Join(", ", program.Arguments.Select((a, i) => ArgumentOf(program, a, i)))
            : program.ContextType is null ? "" : isXdp ? "ctx" : program.TakesContextByRef ? "ref ctx" : "in ctx";
        string call = $"{CSharpName.Escape(model.Name)}.{CSharpName.Escape(program.Name)}({argument})";
        if (isXdp)
            return program.ReturnType == "global::Bpf.XdpAction" ? $"static ctx => {call}" : $"static ctx => (global::Bpf.XdpAction)({call})";
        string result = program.ReturnType == "int" ? call : $"unchecked((int){call})";
        return $"static (ref {program.HookContext} ctx) => {result}";
    }
}
