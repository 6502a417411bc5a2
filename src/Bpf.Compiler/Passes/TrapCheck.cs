using System.Collections.Generic;
using System.Globalization;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Passes;

/// <summary>Reports the traps that are left: places where C# would throw and nothing proves that it doesn't come to that.</summary>
internal static class TrapCheck
{
    /// <summary>The id of the diagnostic for what C# would throw: BPF0410 + the kind's number.</summary>
    public static string IdOf(FaultKind fault) => "BPF0" + (410 + (int)fault).ToString(CultureInfo.InvariantCulture);

    /// <summary>One diagnostic for each trap that is still there.</summary>
    public static IEnumerable<BpfDiagnostic> Run(Function function)
    {
        foreach (BasicBlock block in function.Blocks)
        {
            if (block.Terminator is { Op: IrOp.Trap, Fault: not FaultKind.None } trap)
                yield return BpfDiagnostic.Create(IdOf(trap.Fault), trap.Location ?? function.Location);
        }
    }
}
