using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Backend;

/// <summary>Refuses what no sequence of the target's instructions can do.</summary>
internal static class FeatureCheck
{
    public static void Require(Function function, Lowering lowering)
    {
        if (lowering.AtomicFetch)
            return;
        System.Collections.Generic.Dictionary<Value, int> uses = UseCounts.Of(function);
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Value value in block.Values)
            {
                if (value.Op == IrOp.Atomic && (value.Atomic != AtomicOp.Add || uses[value] > 0))
                {
                    string what = value.Atomic == AtomicOp.Add ? "the value after an atomic add" : $"an atomic {value.Atomic}";
                    throw new CodegenException("BPF0403", value.Location,
                        $"{what} needs Linux 5.12 (atomic operations with fetch), which one of the kernels named lacks; an atomic add whose result is unused runs everywhere");
                }
            }
        }
    }
}
