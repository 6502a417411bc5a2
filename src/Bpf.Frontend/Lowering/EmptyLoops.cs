using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// Loops that do nothing and that nothing leaves, <c>for (;;) { }</c> and <c>here: goto here;</c>. The flow graph has an empty block for one, which says
/// nothing of where it is.
/// </summary>
internal static class EmptyLoops
{
    /// <summary>The first of a body; null where there is none.</summary>
    public static IOperation? In(IOperation body) => body.Descendants().FirstOrDefault(operation => operation switch
    {
        IForLoopOperation { Condition: null, AtLoopBottom.IsEmpty: true, Body: { } content } => IsEmpty(content),
        IWhileLoopOperation { Condition.ConstantValue: { HasValue: true, Value: true }, Body: { } content } => IsEmpty(content),
        ILabeledOperation { Operation: IBranchOperation back } labeled => SymbolEqualityComparer.Default.Equals(labeled.Label, back.Target),
        _ => false,
    });

    private static bool IsEmpty(IOperation content) => content is IEmptyOperation or IBlockOperation { Operations.IsEmpty: true };
}
