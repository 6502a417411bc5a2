using System.Collections.Generic;
using System.Collections.Immutable;
using Bpf.Core.Classic;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Makes classic BPF of rules: the machine is checked, then one rule after the other; the first that applies answers.</summary>
internal static class SeccompCompiler
{
    public static ImmutableArray<ClassicInstruction> Compile(
        TargetArchitecture architecture, IEnumerable<SeccompRule> rules, SeccompAction otherwise, SeccompAction foreign)
    {
        SeccompCode code = new();
        int native = code.NewPlace();
        code.Add(ClassicCode.LoadWord, SeccompData.Architecture);
        code.Jump(ClassicCode.JumpEqual, SeccompData.AuditArchitecture(architecture), native, SeccompCode.Next);
        code.Add(ClassicCode.Return, foreign.Value);
        code.Set(native);
        code.Add(ClassicCode.LoadWord, SeccompData.Number);
        if (architecture == TargetArchitecture.X64)
        {
            int known = code.NewPlace();
            code.Jump(ClassicCode.JumpGreaterOrEqual, SeccompData.X32Bit, SeccompCode.Next, known);
            code.Jump(ClassicCode.JumpEqual, SeccompData.Skipped, known, SeccompCode.Next);
            code.Add(ClassicCode.Return, foreign.Value);
            code.Set(known);
        }

        foreach (SeccompRule rule in rules)
            Add(code, rule, (uint)SeccompData.NumberOf(architecture, rule.SystemCall));
        code.Add(ClassicCode.Return, otherwise.Value);
        return code.Build();
    }

    private static void Add(SeccompCode code, SeccompRule rule, uint number)
    {
        int end = code.NewPlace();
        if (rule.Conditions.IsEmpty)
        {
            code.Jump(ClassicCode.JumpEqual, number, SeccompCode.Next, end);
            code.Add(ClassicCode.Return, rule.Action.Value);
            code.Set(end);
            return;
        }

        int other = code.NewPlace();
        code.Jump(ClassicCode.JumpEqual, number, SeccompCode.Next, end);
        foreach (SeccompCondition condition in rule.Conditions)
            Add(code, condition, other);
        code.Add(ClassicCode.Return, rule.Action.Value);
        code.Set(other);
        code.Add(ClassicCode.LoadWord, SeccompData.Number); // the arguments took its place
        code.Set(end);
    }

    /// <summary>Goes on where the condition holds, to another place where it doesn't. The upper half decides first.</summary>
    private static void Add(SeccompCode code, SeccompCondition condition, int otherwise)
    {
        int holds = code.NewPlace();
        uint upper = (uint)(condition.Value >> 32), lower = (uint)condition.Value;
        switch (condition.Comparison)
        {
            case SeccompComparison.Equal:
                Load(upperHalf: true);
                code.Jump(ClassicCode.JumpEqual, upper, SeccompCode.Next, otherwise);
                Load(upperHalf: false);
                code.Jump(ClassicCode.JumpEqual, lower, SeccompCode.Next, otherwise);
                break;
            case SeccompComparison.NotEqual:
                Load(upperHalf: true);
                code.Jump(ClassicCode.JumpEqual, upper, SeccompCode.Next, holds);
                Load(upperHalf: false);
                code.Jump(ClassicCode.JumpEqual, lower, otherwise, SeccompCode.Next);
                break;
            case SeccompComparison.Greater:
                Order(above: holds, below: otherwise, ClassicCode.JumpGreater, SeccompCode.Next, otherwise);
                break;
            case SeccompComparison.GreaterOrEqual:
                Order(above: holds, below: otherwise, ClassicCode.JumpGreaterOrEqual, SeccompCode.Next, otherwise);
                break;
            case SeccompComparison.Less:
                Order(above: otherwise, below: holds, ClassicCode.JumpGreaterOrEqual, otherwise, SeccompCode.Next);
                break;
            default:
                Order(above: otherwise, below: holds, ClassicCode.JumpGreater, otherwise, SeccompCode.Next);
                break;
        }

        code.Set(holds);

        void Order(int above, int below, ushort lowerJump, int ifTrue, int ifFalse)
        {
            Load(upperHalf: true);
            code.Jump(ClassicCode.JumpGreater, upper, above, SeccompCode.Next);
            code.Jump(ClassicCode.JumpEqual, upper, SeccompCode.Next, below);
            Load(upperHalf: false);
            code.Jump(lowerJump, lower, ifTrue, ifFalse);
        }

        void Load(bool upperHalf)
        {
            uint mask = (uint)(upperHalf ? condition.Mask >> 32 : condition.Mask);
            code.Add(ClassicCode.LoadWord, (uint)(SeccompData.Argument(condition.Argument) + (upperHalf ? sizeof(uint) : 0)));
            if (mask != uint.MaxValue)
                code.Add(ClassicCode.And, mask);
        }
    }
}
