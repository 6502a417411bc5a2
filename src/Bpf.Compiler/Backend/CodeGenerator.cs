using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Backend;

/// <summary>From SSA to instructions for one lowering: the steps of the back end in their order.</summary>
public static class CodeGenerator
{
    /// <summary>Generates the code of one function. The function is changed on the way: pass a copy to generate again.</summary>
    /// <param name="function">A valid function, after the passes.</param>
    /// <param name="lowering">The instructions to use.</param>
    /// <exception cref="CodegenException">The function needs what the target lacks, or more stack than there is.</exception>
    public static CompiledFunction Generate(Function function, Lowering lowering)
    {
        FeatureCheck.Require(function, lowering);
        if (!lowering.V4 && SignedDivision.Expand(function))
        {
            // Of a constant divisor both sign and magnitude are constants.
            Simplify.Run(function);
            DeadCode.Run(function);
        }

        KernelNumbers.Expand(function);
        ComparisonValues.Expand(function);
        CriticalEdges.Split(function);
        MachineFunction machine = InstructionSelector.Select(function, lowering);
        BlockLayout.HoistConstants(machine);
        RegisterAllocator.Allocate(machine);
        BlockLayout.Tidy(machine);
        int stack = FrameLayout.Assign(machine);
        if (stack > Register.StackSize)
            throw TooMuchStack(function, machine, stack);
        return Emitter.Emit(machine, lowering, stack);
    }

    private static CodegenException TooMuchStack(Function function, MachineFunction machine, int stack)
    {
        FrameObject[] largest = [.. machine.Frame.Where(f => f.Name is not null).OrderByDescending(f => f.Size).Take(3)];
        string names = string.Join(", ", largest.Select(f => $"'{f.Name}' ({f.Size} bytes)"));
        string blame = names.Length == 0 ? "" : $"; the largest locals are {names}";
        return new CodegenException("BPF0401", largest.FirstOrDefault()?.Location ?? function.Location,
            $"{function.Name} needs {stack} bytes of stack, and eBPF has {Register.StackSize}{blame}");
    }
}
