using Bpf.Frontend.Layout;

namespace Bpf.Frontend.Diagnostics;

/// <summary>The rule each problem of layout breaks.</summary>
internal static class LayoutProblems
{
    public static string RuleId(this LayoutProblem problem) => problem.Kind switch
    {
        LayoutProblemKind.Managed => RuleIds.ManagedType,
        LayoutProblemKind.Auto => RuleIds.AutoLayout,
        LayoutProblemKind.Float => RuleIds.FloatField,
        LayoutProblemKind.Opaque => RuleIds.OpaqueType,
        _ => RuleIds.NotData,
    };
}
