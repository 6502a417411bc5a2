using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Loops;

/// <summary>
/// A loop over the elements of a map, as it is written: a block that goes on with the next element or leaves. The kernel has no such loop, but a helper that
/// calls a function for each element, so a round becomes a function (<see cref="RoundFunction"/>).
/// </summary>
/// <remarks>
/// A round is what the block's branch dominates on the side of the next element: all that ends there, <c>break</c> and <c>return</c> included, is part of it, so
/// that no value of a round is used outside but in the phis of where it leads to.
/// </remarks>
/// <param name="Map">The map.</param>
/// <param name="More">Stands for the answer whether there is another element; the branch asks for nothing else.</param>
/// <param name="Key">Stands for the address of the element's key.</param>
/// <param name="Element">Stands for the address of the element's value.</param>
public sealed record CallbackLoop(Value Map, Value More, Value Key, Value Element)
{
    private static readonly IrType[] s_parameters =
        [IrType.Ptr(Provenance.Map), IrType.Ptr(Provenance.MapValue), IrType.Ptr(Provenance.MapValue), IrType.Ptr(Provenance.Stack)];

    /// <summary>Makes a function of a round, and a call of the helper of the loop.</summary>
    /// <param name="function">The function with the loop; loops within this one are outlined before.</param>
    /// <param name="name">The symbol of the round's function.</param>
    /// <param name="unknownZero">Appends a zero, of 64 bits, that no verifier knows for one.</param>
    /// <returns>The round's function; null where the loop is never reached.</returns>
    public Function? Outline(Function function, string name, System.Func<FunctionBuilder, Value> unknownZero)
    {
        UnreachableBlocks.Run(function);
        if (!function.Blocks.Contains(More.Block!) || More.Block!.Terminator is not { Op: IrOp.Branch } branch || branch.Operands[0] != More) return null;
        BasicBlock head = More.Block;
        BasicBlock first = RoundOf(function, head, branch);
        Dominators dominators = new(function);
        List<BasicBlock> blocks = [.. dominators.ReversePostOrder.Where(b => dominators.Dominates(first, b))];
        SingleStores.Forward(function, dominators, head, blocks);

        RoundFunction form = new(s_parameters, [(Key, 1), (Element, 2)], unknownZero);
        RoundInputs inputs = RoundInputs.Of(function, blocks, [Key, Element], mayOwn: true);
        // No verifier forgets where a pointer points: kernels that would have to are not asked.
        if (inputs.Carried.Find(v => v.IsChanged && v.Type.IsPtr) is { } reference)
        {
            function.Needs.Add(new($"bpf_for_each_map_elem for a round that changes the reference '{reference.Memory.Symbol}'", HelperId.ForEachMapElem, branch.Location)
            {
                Release = KernelLimits.FollowedCallbacks,
            });
        }

        return form.Outline(function, head, blocks, inputs, name, (b, round, data) => b.CallHelper(HelperId.ForEachMapElem, IrType.I64, Map, round, data, b.I64(0)));
    }

    /// <summary>The block that a round begins with and that nothing else leads to.</summary>
    private static BasicBlock RoundOf(Function function, BasicBlock head, Value branch)
    {
        BasicBlock target = branch.Targets[0];
        if (target.Predecessors.Count == 1) return target;
        BasicBlock first = function.AddBlock();
        FunctionBuilder b = new(function) { Location = branch.Location };
        b.PositionAt(first);
        Value[] phis = RoundExit.TakeEdge(head, target);
        b.Jump(target);
        RoundExit.AddPhis(target, phis);
        branch.Targets = [first, branch.Targets[1]];
        first.Predecessors.Add(head);
        return first;
    }
}
