using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link.Externs;

namespace Bpf.Compiler.Driver;

/// <summary>Whether the kernels named have the functions of theirs that programs call, as the module declares them.</summary>
internal sealed class KernelFunctionCheck(Module module)
{
    private readonly Lazy<BtfTypes> _types = new(() => BtfTypes.Read(module.Types.ToBytes()));

    /// <summary>What one kernel lacks.</summary>
    /// <param name="reached">A program and the functions that it reaches.</param>
    /// <param name="kernel">The kernel.</param>
    public IEnumerable<BpfDiagnostic> Check(IReadOnlyList<Function> reached, KernelProfile kernel)
    {
        if (kernel.Btf is not { } types)
            yield break;
        Function program = reached[0];
        HashSet<string> seen = [];
        foreach (Value call in reached.SelectMany(f => f.Blocks).SelectMany(b => b.Values).Where(v => v.Op == IrOp.CallKfunc && seen.Add(v.Symbol!)))
        {
            string name = call.Symbol!;
            SourceLocation? at = call.Location ?? program.Location;
            KernelSymbol? declared = module.Externs.Find(e => e.Symbol.Name == name);
            int id = types.Find(declared?.Symbol.KernelName ?? name, BtfKind.Func);
            if (declared?.IsAlternative == true || (id == 0 && declared?.Symbol.IsWeak == true && !GuardedCalls.Reaches(reached, name, types)))
                continue;
            bool isOffered = !kernel.Kfuncs.TryGetValue(program.Program!.Type, out ImmutableHashSet<string>? offered) || offered.Contains(name)
                || (IsSession(program.Program.AttachType) && Kfuncs.Find(name) is { Hooks: KfuncHooks.Sessions });
            if (id == 0 || !isOffered)
                yield return BpfDiagnostic.Create("BPF0334", at, program.Name, name, kernel.Alias, program.Program.Type);
            else if (declared is not null && KernelSignatures.Difference(_types.Value, declared.Symbol.BtfTypeId, types, types[id].TypeId) is { } difference)
                yield return BpfDiagnostic.Create("BPF0333", declared.Location ?? at, name, name, $"{difference}, in '{kernel.Alias}'");
        }
    }

    /// <summary>Whether a kernel has a function as the module declares it; null where its types are not at hand.</summary>
    public bool? Has(KernelProfile kernel, string name)
    {
        if (kernel.Btf is not { } types || module.Externs.Find(e => e.Symbol.Name == name) is not { } declared)
            return null;
        int id = types.Find(declared.Symbol.KernelName, BtfKind.Func);
        return id != 0 && KernelSignatures.Difference(_types.Value, declared.Symbol.BtfTypeId, types, types[id].TypeId) is null;
    }

    /// <summary>Profiles say what programs of a type may call at any hook; some functions are for one.</summary>
    private static bool IsSession(AttachType attach) => attach is AttachType.TraceKprobeSession or AttachType.TraceUprobeSession;
}
