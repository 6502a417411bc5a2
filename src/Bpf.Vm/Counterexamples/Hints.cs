using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Vm.Counterexamples;

/// <summary>What a program's own instructions, read from first to last, say about inputs that matter to it.</summary>
internal sealed class Hints
{
    private readonly HashSet<long> _constants = [0, 1, byte.MaxValue, -1];
    private readonly HashSet<long> _stored = [0];
    private readonly HashSet<(int, int)> _loads = [];
    private readonly HashSet<Comparison> _comparisons = [];
    private readonly HashSet<HelperId> _helpers = [];

    /// <summary>Reads a program.</summary>
    public Hints(LoadRequest request)
    {
        // What each register was loaded from last.
        var sources = new (int Offset, int Size)?[11];
        for (int i = 0; i < request.Instructions.Length; i++)
        {
            Instruction insn = request.Instructions[i];
            Read(insn, sources);
            i += insn.Slots - 1;
        }
        if (_loads.Count == 0) _loads.Add((0, 4));
        Constants = [.. _constants.OrderBy(constant => constant)];
        Stored = [.. _stored.OrderBy(constant => constant)];
        Loads = [.. _loads.OrderBy(load => load)];
        Comparisons = [.. _comparisons.OrderBy(c => (c.Offset, c.Size, c.Value))];
    }

    /// <summary>Numbers that it compares with or computes with, and their neighbors.</summary>
    public long[] Constants { get; }

    /// <summary>Numbers that it stores: keys, for one.</summary>
    public long[] Stored { get; }

    /// <summary>Where it reads, from the start of something, and how many bytes.</summary>
    public (int Offset, int Size)[] Loads { get; }

    /// <summary>What it reads and compares.</summary>
    public Comparison[] Comparisons { get; }

    /// <summary>Whether it calls a helper.</summary>
    public bool Calls(HelperId helper) => _helpers.Contains(helper);

    private void Read(Instruction insn, (int Offset, int Size)?[] sources)
    {
        bool immediate = insn.Source == SourceOperand.K;
        switch (insn.Class)
        {
            case InstructionClass.Ldx when insn.Dst < sources.Length:
                sources[insn.Dst] = insn.Offset >= 0 ? (insn.Offset, insn.AccessSize) : null;
                if (insn.Offset >= 0) _loads.Add((insn.Offset, insn.AccessSize));
                break;
            case InstructionClass.St:
                _stored.Add(insn.Imm);
                break;
            case InstructionClass.Alu or InstructionClass.Alu64 when immediate:
                AddConstant(insn.Imm);
                break;
            case InstructionClass.Jmp or InstructionClass.Jmp32 when insn.IsHelperCall:
                _helpers.Add((HelperId)insn.Imm);
                break;
            case InstructionClass.Jmp or InstructionClass.Jmp32 when insn.IsConditionalJump && immediate:
                AddConstant(insn.Imm);
                if (insn.Dst >= sources.Length || sources[insn.Dst] is not { } source) break;
                for (long value = insn.Imm - 1L; value <= insn.Imm + 1L; value++) _comparisons.Add(new(source.Offset, source.Size, value));
                break;
        }
    }

    // Beside a bound are the values that just pass it and just don't.
    private void AddConstant(long constant) => _constants.UnionWith([constant - 1, constant, constant + 1]);

    /// <summary>A number that what is read may be compared with.</summary>
    /// <param name="Offset">Where it is read.</param>
    /// <param name="Size">How many bytes.</param>
    /// <param name="Value">The number.</param>
    internal readonly record struct Comparison(int Offset, int Size, long Value);
}
