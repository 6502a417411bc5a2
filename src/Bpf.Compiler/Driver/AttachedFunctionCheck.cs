using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Link.Externs;

namespace Bpf.Compiler.Driver;

/// <summary>Whether the function that a program is attached to has, on the kernels named, the arguments that the program takes.</summary>
internal sealed class AttachedFunctionCheck(Module module)
{
    private readonly Lazy<BtfTypes> _types = new(() => BtfTypes.Read(module.Types.ToBytes()));

    /// <summary>What is different on one kernel. A function that its types don't have (static ones, of modules) can't be compared.</summary>
    public IEnumerable<BpfDiagnostic> Check(Function function, KernelProfile kernel)
    {
        if (function.Program is not { Arguments: { } declared } program || kernel.Btf is not { } types || Sections.Find(program.Section) is not { } section)
            yield break;
        string target = section.TargetOf(program.Section);
        if (program.Type == ProgramType.StructOps)
        {
            if (AttachTargets.FindOperation(types, target) is { } operation
                && KernelSignatures.ArgumentDifference(_types.Value, declared, types, operation.Prototype, 0, takesResult: false, needsAll: false, out int at) is { } other)
                yield return Refused(function, target, at, other, kernel);
            yield break;
        }

        bool isByType = section.Has(SectionTraits.AttachBtf);
        if (target.Length == 0 || (!isByType && section.Name is not ("kprobe" or "kretprobe")))
            yield break;
        (string name, BtfKind kind) = isByType ? AttachTargets.NameOf(section, target) : (target, BtfKind.Func);
        int id = types.Find(name, kind);
        if (id == 0)
            yield break;

        // A tracepoint's type is a pointer to a function whose first argument is the kernel's own.
        int prototype = kind == BtfKind.Typedef ? types[types.Resolve(types[id].TypeId)].TypeId : types[id].TypeId;
        int hidden = kind == BtfKind.Typedef ? 1 : 0;
        if (KernelSignatures.ArgumentDifference(_types.Value, declared, types, prototype, hidden, program.TakesResult, needsAll: program.TakesResult && isByType, out int argument) is { } difference)
            yield return Refused(function, target, argument, difference, kernel);
    }

    private static BpfDiagnostic Refused(Function function, string target, int argument, string difference, KernelProfile kernel)
    {
        ImmutableArray<ProgramParameter> parameters = function.Program!.Parameters;
        (SourceLocation? where, string what) = (uint)argument < (uint)parameters.Length
            ? (parameters[argument].Location ?? function.Location, $"{function.Name}({parameters[argument].Declaration})")
            : (function.Location, function.Name);
        return BpfDiagnostic.Create("BPF0333", where, what, target, $"{difference}, in '{kernel.Alias}'");
    }
}
