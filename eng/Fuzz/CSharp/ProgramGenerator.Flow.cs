namespace Bpf.Fuzz.CSharp;

/// <summary>Other ways for control to go: jumps, <c>finally</c>, callbacks.</summary>
internal sealed partial class ProgramGenerator
{
    private void TryFinally(Scalar? mayReturn)
    {
        Line("try");
        Block(mayReturn);
        Line("finally");
        _loopDepth++; // as in loops, there is no stackalloc in there (CS0255)
        Block(null);
        _loopDepth--;
    }

    private void JumpAhead(Scalar? mayReturn)
    {
        string label = NewName("J");
        Line($"if ({Condition(1)}) goto {label};");
        Block(mayReturn);
        Line($"{label}: G1++;");
    }

    /// <summary>A loop that the kernel runs, whose body sees its state and the globals only.</summary>
    private void Repeat()
    {
        Variable[] states = [.. _scope.Variables.Where(v => v.Writable && Scalar.All.Any(s => s.Name == v.Type) && !v.Name.StartsWith('G'))];
        if (states.Length == 0) { Assignment(); return; }
        Variable state = One(states);
        string times = Chance(60) ? $"{_random.Next(6)}" : $"(int)({Expression(Scalar.UInt, 1)} % 5u)";
        Callback($"G1 += Loop.Repeat({times}, ref {state.Name}, static (uint i, ref {state.Type} state) =>", () => _scope.Add("i", "uint", writable: false), state);
    }

    private void ForEachSlot()
    {
        Variable[] states = [.. _scope.Variables.Where(v => v.Writable && Scalar.All.Any(s => s.Name == v.Type) && !v.Name.StartsWith('G'))];
        if (states.Length == 0) { Assignment(); return; }
        Variable state = One(states);
        Callback(
            $"G1 += (int)Slots.ForEach(ref {state.Name}, static (in uint key, ref UInts4 value, ref {state.Type} state) =>",
            () => { _scope.Add("key", "uint", writable: false); _scope.Add("value", "UInts4"); }, state);
    }

    private void Callback(string start, Action addParameters, Variable state)
    {
        (Scope scope, int loops) = (_scope, _loopDepth);
        (_scope, _loopDepth) = (new(), DeepestLoop);
        addParameters();
        _scope.Add("state", state.Type);
        AddGlobals();
        Line(start);
        Block(null, prefix: " unchecked {", suffix: $"return {Condition(1)} ? LoopControl.Break : LoopControl.Continue; }}");
        Line(");");
        (_scope, _loopDepth) = (scope, loops);
    }
}
