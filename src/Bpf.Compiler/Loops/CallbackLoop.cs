using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Analyses;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Loops;

/// <summary>
/// A loop over the elements of a map, as it is written: a block that goes on with the next element or leaves. The kernel has no such loop, but a helper that
/// calls a function for each element, so a round becomes a function.
/// </summary>
/// <remarks>
/// <para>A round is what the block's branch dominates on the side of the next element: all that ends there, <c>break</c> and <c>return</c> included, is part of it, so
/// that no value of a round is used outside but in the phis of where it leads to. Leaving is a number that the function notes for its caller.</para>
/// <para>Variables that only a round uses move into the function. What else it uses is handed to it in a block on the caller's stack: values of variables, and pointers to memory.
/// How the helper calls: <c>set_map_elem_callback_state</c>, kernel/bpf/verifier.c; bpf-helpers(7).</para>
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
        BasicBlock behind = branch.Targets[1];
        Dominators dominators = new(function);
        List<BasicBlock> blocks = [.. dominators.ReversePostOrder.Where(b => dominators.Dominates(first, b))];
        SingleStores.Forward(function, dominators, head, blocks);

        RoundInputs inputs = RoundInputs.Of(function, blocks, [Key, Element]);
        // No verifier forgets where a pointer points: kernels that would have to are not asked.
        if (inputs.Carried.Find(v => v.IsChanged && v.Type.IsPtr) is { } reference)
        {
            function.Needs.Add(new($"bpf_for_each_map_elem for a round that changes the reference '{reference.Memory.Symbol}'", HelperId.ForEachMapElem, branch.Location)
            {
                FollowsCallbacks = true,
            });
        }

        ForgottenState.ForgetReads(function, inputs.Captured);
        Function round = new(name, s_parameters, IrType.I32) { Location = branch.Location };
        RoundCopy copy = new(round, blocks, head, inputs, unknownZero);
        copy.Bind(Key, 1);
        copy.Bind(Element, 2);
        copy.Make();

        Value[] behindPhis = RoundExit.TakeEdge(head, behind);
        head.Values.Remove(branch);
        foreach (Value marker in (Value[])[More, Key, Element])
            marker.Block!.Values.Remove(marker);
        HashSet<BasicBlock> moved = [.. blocks];
        foreach (BasicBlock block in blocks)
        {
            foreach (BasicBlock target in block.Successors.Where(t => !moved.Contains(t)))
                Edit.RemoveEdge(block, target);
        }

        function.Blocks.RemoveAll(moved.Contains);
        inputs.RemoveMoved();

        FunctionBuilder b = new(function) { Location = branch.Location };
        b.PositionAt(head);
        Value data = copy.StoreInputs(b);
        ForgottenState state = ForgottenState.Of(function, inputs.Captured, blocks);
        state.Forget(b, data, []);
        b.CallHelper(HelperId.ForEachMapElem, IrType.I64, Map, b.FunctionAddress(round), data, b.I64(0));
        state.Forget(b, data, [.. copy.Changed]);
        copy.LoadOutputs(b, data);
        foreach (RoundExit exit in copy.Exits)
            exit.Follow(b, data);
        b.Jump(behind);
        RoundExit.AddPhis(behind, behindPhis);
        return round;
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
