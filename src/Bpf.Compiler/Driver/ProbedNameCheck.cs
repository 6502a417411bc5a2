using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Driver;

/// <summary>
/// Names of probed functions that the types of no kernel named have: loading takes any name, attaching fails. A warning, since kernels have functions
/// that their types leave out: those of modules, and those that the kernel's compiler has changed.
/// </summary>
internal static class ProbedNameCheck
{
    /// <summary>What is said about a program; null where a kernel has the function, or none has types.</summary>
    public static BpfDiagnostic? Check(Function function, IReadOnlyList<KernelProfile> kernels)
    {
        if (function.Program is not { } program || Sections.Find(program.Section) is not { Name: "kprobe" or "kretprobe" } section)
            return null;
        string name = section.TargetOf(program.Section).Split('+')[0];
        BtfTypes?[] types = [.. kernels.Where(k => program.Requires.All(k.Has)).Select(k => k.Btf)];
        if (name.Length == 0 || types.Length == 0 || types.Any(t => t is null || t.Find(name, BtfKind.Func) != 0))
            return null;
        return BpfDiagnostic.Create(
            "BPF0339", function.Location, function.Name, name, string.Join(", ", kernels.Select(k => k.Alias)),
            NearestNames.Suggestion(name, types[types.Length - 1]!, BtfKind.Func));
    }
}
