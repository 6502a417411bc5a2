using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;

namespace Bpf.Compiler.Loops;

/// <summary>A function of a round of a loop, for a helper of the kernel's that calls it for each.</summary>
/// <remarks>
/// Variables that only a round uses move into the function. What else it uses is handed to it in a block on the caller's stack: values of variables, and pointers to
/// memory. Leaving is a number that the function notes for its caller. How helpers call: <c>set_map_elem_callback_state</c> and its kin, kernel/bpf/verifier.c; bpf-helpers(7).
/// </remarks>
/// <param name="Parameters">What the helper calls the function with; the block of data comes last.</param>
/// <param name="Bound">Values of the loop that stand for parameters.</param>
/// <param name="UnknownZero">Appends a zero, of 64 bits, that no verifier knows for one; to the function's entry.</param>
internal sealed record RoundFunction(
    IReadOnlyList<IrType> Parameters, IReadOnlyList<(Value Marker, int Parameter)> Bound, Func<FunctionBuilder, Value> UnknownZero)
{
    /// <summary>Makes the function, and puts a call of the helper in place of the loop.</summary>
    /// <param name="function">The function with the loop.</param>
    /// <param name="head">The block that goes on with the next round or leaves.</param>
    /// <param name="blocks">The round, each block before those it dominates; nothing else leads to the first.</param>
    /// <param name="inputs">What the round uses.</param>
    /// <param name="name">The symbol of the function.</param>
    /// <param name="call">Appends the call: given the function's address and the data.</param>
    public Function Outline(
        Function function, BasicBlock head, List<BasicBlock> blocks, RoundInputs inputs, string name, Action<FunctionBuilder, Value, Value> call)
    {
        Value branch = head.Terminator!;
        BasicBlock behind = branch.Targets[1];
        ForgottenState.ForgetReads(function, inputs.Captured);
        Function round = new(name, Parameters, IrType.I32) { Location = branch.Location };
        RoundCopy copy = new(round, blocks, head, inputs, UnknownZero);
        foreach ((Value marker, int parameter) in Bound)
            copy.Bind(marker, parameter);
        copy.Make();

        Value[] behindPhis = RoundExit.TakeEdge(head, behind);
        head.Values.Remove(branch);
        foreach ((Value marker, _) in Bound)
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
        call(b, b.FunctionAddress(round), data);
        state.Forget(b, data, [.. copy.Changed]);
        copy.LoadOutputs(b, data);
        foreach (RoundExit exit in copy.Exits)
            exit.Follow(b, data);
        b.Jump(behind);
        RoundExit.AddPhis(behind, behindPhis);
        return round;
    }
}
