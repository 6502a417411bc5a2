using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Compiler.Driver;

/// <summary>
/// What the kernels named lack of what a module uses: map types, program types, helpers. Said by name and with the release that brought it,
/// where the verifier would only refuse a call. Kernels that lack a feature which a program requires don't count for it.
/// </summary>
internal sealed class Availability(Module module, ImmutableArray<KernelProfile> kernels)
{
    /// <summary><c>license_is_gpl_compatible</c>, include/linux/license.h.</summary>
    private static readonly HashSet<string> s_gplCompatible =
        ["GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL"];

    private readonly KernelFunctionCheck _kernelFunctions = new(module);
    private readonly AttachedFunctionCheck _attachedFunctions = new(module);

    /// <summary>Finds what is missing.</summary>
    /// <param name="functions">The functions after optimizing, so that what is never called doesn't count.</param>
    public IEnumerable<BpfDiagnostic> Check(IReadOnlyList<Function> functions)
    {
        CallGraph calls = new(functions);
        foreach (Function function in functions)
        {
            foreach (BpfDiagnostic diagnostic in CheckLicense(function))
                yield return diagnostic;
        }

        foreach (KernelProfile kernel in kernels)
        {
            if (!kernel.Proven)
                yield return new BpfDiagnostic(Rules.KernelUnproven, null, [kernel.Alias]);
            List<Function> programs = [.. functions.Where(f => f.Program is { } program && program.Requires.All(kernel.Has))];
            foreach (BpfDiagnostic diagnostic in CheckMaps(functions, programs.SelectMany(calls.Reached), kernel))
                yield return diagnostic;
            foreach (Function function in programs)
            {
                foreach (BpfDiagnostic diagnostic in CheckProgram(calls.Reached(function), function.Program!, kernel))
                    yield return diagnostic;
            }
        }

        foreach (Function function in kernels.IsEmpty ? [] : functions)
        {
            if (ProbedNameCheck.Check(function, kernels) is { } diagnostic)
                yield return diagnostic;
        }

        ImmutableArray<string> known = [.. kernels.Select(k => k.Alias)];
        foreach (Function function in kernels.IsEmpty ? [] : functions)
        {
            foreach (AcceptedKernel accepted in function.Program?.AcceptUnverified ?? [])
            {
                if (!kernels.Any(k => accepted.Kernel == k.Alias || accepted.Kernel == k.Name))
                    yield return BpfDiagnostic.Create("BPF0017", function.Location, accepted.Kernel, function.Name, string.Join(", ", known));
            }
        }
    }

    private IEnumerable<BpfDiagnostic> CheckLicense(Function function)
    {
        if (Licenses.IsGplCompatible(module.License))
            yield break;
        foreach (Value call in function.Blocks.SelectMany(b => b.Values).Where(v => v.Op == IrOp.CallHelper))
        {
            if (Helpers.Find(call.Helper) is { GplOnly: true } helper)
                yield return new BpfDiagnostic(Rules.HelperNeedsGpl, call.Location ?? function.Location, [function.Name, "bpf_" + helper.Name, module.License]);
        }
    }

    /// <summary>Maps that only programs use which a kernel doesn't get are not made there.</summary>
    private IEnumerable<BpfDiagnostic> CheckMaps(IReadOnlyList<Function> functions, IEnumerable<Function> reached, KernelProfile kernel)
    {
        if (kernel.MapTypes.IsEmpty)
            yield break;
        HashSet<string?> leftOut = [.. MapsOf(functions).Except(MapsOf(reached))];
        foreach (MapSpec map in module.Maps)
        {
            if (!leftOut.Contains(map.Name) && !kernel.MapTypes.Contains(map.Type) && MapTypes.Find(map.Type) is { } type)
                yield return BpfDiagnostic.Create("BPF0305", null, map.Name, type.Name, kernel.Alias, Shown(type.Since));
        }
    }

    private static IEnumerable<string?> MapsOf(IEnumerable<Function> functions) =>
        functions.SelectMany(f => f.Blocks).SelectMany(b => b.Values).Where(v => v.Op == IrOp.MapAddress).Select(v => v.Symbol);

    private IEnumerable<BpfDiagnostic> CheckProgram(IReadOnlyList<Function> reached, ProgramInfo program, KernelProfile kernel)
    {
        Function function = reached[0];
        if (!kernel.ProgramTypes.IsEmpty && !kernel.ProgramTypes.Contains(program.Type))
        {
            yield return BpfDiagnostic.Create("BPF0313", function.Location, function.Name, program.Type, kernel.Alias, FeatureOf(program));
            yield break;
        }

        if (kernel.AttachTypes.TryGetValue(program.Type, out ImmutableHashSet<AttachType>? places) && !places.Contains(program.AttachType))
        {
            yield return BpfDiagnostic.Create("BPF0315", function.Location, function.Name, program.Section, kernel.Alias);
            yield break;
        }

        foreach (KernelNeed need in reached.SelectMany(f => f.Needs))
        {
            if (need.Release is { } release)
            {
                if (kernel.Version < release)
                    yield return BpfDiagnostic.Create("BPF0310", need.Location ?? function.Location, function.Name, need.What, kernel.Alias, Shown(release));
            }
            else if (!kernel.Helpers.IsEmpty && !kernel.Helpers.Values.Any(offered => offered.Contains(need.CameWith)) && Helpers.Find(need.CameWith) is { } sibling)
                yield return BpfDiagnostic.Create("BPF0310", need.Location ?? function.Location, function.Name, need.What, kernel.Alias, Shown(sibling.Since));
        }

        if (Sections.Find(program.Section) is { } section && section.Has(SectionTraits.AttachBtf) && kernel.Btf is { } types)
        {
            (string? hookModule, string target) = AttachTargets.Split(section.TargetOf(program.Section));
            (string hook, BtfKind kind) = AttachTargets.NameOf(section, target);
            if (hookModule is null && types.Find(hook, kind) == 0)
            {
                string like = hook.EndsWith(target, System.StringComparison.Ordinal) ? NearestNames.Suggestion(target, types, kind, hook.Substring(0, hook.Length - target.Length)) : "";
                yield return BpfDiagnostic.Create("BPF0315", function.Location, function.Name, section.TargetOf(program.Section) + like, kernel.Alias);
            }
        }

        if (program.Type == ProgramType.StructOps && kernel.Btf is { } structures && Sections.Find(program.Section) is { } operation
            && AttachTargets.FindOperation(structures, operation.TargetOf(program.Section)) is null)
            yield return BpfDiagnostic.Create("BPF0315", function.Location, function.Name, operation.TargetOf(program.Section), kernel.Alias);

        foreach (BpfDiagnostic diagnostic in _kernelFunctions.Check(reached, kernel).Concat(_attachedFunctions.Check(function, kernel)))
            yield return diagnostic;
        if (!kernel.Helpers.ContainsKey(program.Type))
            yield break;
        HashSet<HelperId> seen = [];
        bool isGpl = s_gplCompatible.Contains(module.License);
        foreach (Value call in reached.SelectMany(f => f.Blocks).SelectMany(b => b.Values).Where(v => v.Op == IrOp.CallHelper))
        {
            if (!seen.Add(call.Helper) || Helpers.Find(call.Helper) is not { } helper)
                continue;
            if (!isGpl && (helper.Traits & HelperTraits.GplOnly) != 0)
                yield return BpfDiagnostic.Create("BPF0312", call.Location ?? function.Location, function.Name, "bpf_" + helper.Name, module.License);
            if (kernel.Allows(program.Type, call.Helper))
                continue;
            yield return OfferedBy(kernel, call.Helper).Any()
                ? BpfDiagnostic.Create(
                    "BPF0311", call.Location ?? function.Location, function.Name, "bpf_" + helper.Name, program.Type, string.Join(", ", OfferedByAll(call.Helper, kernel)))
                : BpfDiagnostic.Create("BPF0310", call.Location ?? function.Location, function.Name, "bpf_" + helper.Name, kernel.Alias, Shown(helper.Since));
        }
    }

    private static IEnumerable<ProgramType> OfferedBy(KernelProfile kernel, HelperId helper) =>
        kernel.Helpers.Where(h => h.Value.Contains(helper)).Select(h => h.Key);

    /// <summary>The program types that every kernel offers a helper which has it at all, so that all kernels say the same; else those of one.</summary>
    private IEnumerable<ProgramType> OfferedByAll(HelperId helper, KernelProfile kernel)
    {
        HashSet<ProgramType> common = [.. OfferedBy(kernel, helper)];
        foreach (KernelProfile other in kernels.Where(k => OfferedBy(k, helper).Any()))
            common.IntersectWith(OfferedBy(other, helper));
        return (common.Count > 0 ? common : OfferedBy(kernel, helper)).OrderBy(type => type);
    }

    /// <summary>The feature that a program asks for by being of its type; dots where no feature is that.</summary>
    private static string FeatureOf(ProgramInfo program) => program switch
    {
        { Type: ProgramType.Lsm, Section: var section } => section.StartsWith("lsm_cgroup", StringComparison.Ordinal) ? "Feature.LsmCgroup" : "Feature.Lsm",
        { Type: ProgramType.Kprobe } => "Feature.Kprobes",
        _ => "...",
    };

    private static string Shown(Version version) => version.ToString(2);
}
