using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bpf.Core.Isa;

namespace Bpf.Core.Explain;

/// <summary>Reads the log whose last sentence is the reason. Lines that are neither instruction, state nor bookkeeping are messages.</summary>
internal sealed class ClassicLog
{
    private static readonly string[] Bookkeeping =
    [
        "processed ", "verification time ", "stack depth ", "max_states_per_insn ", "mark_precise: ", "cur state:", "old state:", "last_idx ",
        "regs=", "parent ", "propagating ", "Live regs before insn:", "func#", "Func#", "Validating ", "SCC ", "caller:", "callee:",
        "returning from callee:", "to caller at ",
    ];

    private readonly RegisterStates _states = new();
    private readonly List<BranchTaken> _path = [];
    private readonly List<string> _messages = [];
    private int _instruction = -1;
    private string _text = "";

    public static Rejection? Read(string[] lines)
    {
        ClassicLog log = new();
        foreach (string line in lines)
            log.ReadLine(line.TrimEnd());

        return log.ToRejection();
    }

    private static bool IsBookkeeping(string line) =>
        line.Length == 0
        || line[0] is ';' or '(' or ' '
        || line is ['f', 'r', 'a', 'm', 'e', ' ', >= '0' and <= '9', ..]
        || Bookkeeping.Any(start => line.StartsWith(start, StringComparison.Ordinal))
        || line.Contains("is safe for any args that match its prototype")
        || line.Contains("is global and assumed valid");

    private void ReadLine(string line)
    {
        int colon = line.IndexOf(':');
        if (colon > 0 && int.TryParse(line[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            string rest = line[(colon + 1)..].TrimStart();
            if (rest is ['(', _, _, ')', ..])
                ReadInstruction(number, rest);
            else
                _states.Merge(rest);
        }
        else if (line.StartsWith("from ", StringComparison.Ordinal) && VerifierLogParser.NumberAfter(line, " to ") is { } target)
        {
            ReadBacktrack((int)(VerifierLogParser.NumberAfter(line, "from ") ?? 0), (int)target);
            _states.Clear();
            _states.Merge(line[(colon + 1)..]);
        }
        else if (!IsBookkeeping(line))
        {
            _messages.Add(line);
        }
    }

    private void ReadInstruction(int number, string rest)
    {
        if (_instruction >= 0 && IsConditional(_text))
            _path.Add(new BranchTaken(_instruction, number != _instruction + 1));
        _instruction = number;
        int comment = rest.IndexOf(';');
        _text = (comment < 0 ? rest : rest[..comment]).TrimEnd();
        if (comment >= 0)
            _states.Merge(rest[(comment + 1)..].TrimStart());
        // What was said before an instruction was verified is not why a later one was refused.
        _messages.Clear();
    }

    // The verifier goes back to a branch and follows its other side.
    private void ReadBacktrack(int from, int to)
    {
        int last = _path.FindLastIndex(branch => branch.InstructionOffset == from);
        if (last >= 0)
            _path.RemoveRange(last, _path.Count - last);
        _path.Add(new BranchTaken(from, to != from + 1));
        _instruction = -1;
        _text = "";
    }

    private static bool IsConditional(string text) => text.Contains(") if ") || text.Contains(") may_goto ");

    private Rejection? ToRejection()
    {
        if (_messages.Count == 0)
            return null;
        string message = _messages[^1];
        string all = string.Join("\n", _messages);
        int register = VerifierLogParser.RegisterIn(message);
        return new Rejection
        {
            Reason = KernelMessages.Classify(message),
            InstructionOffset = (int)(VerifierLogParser.NumberAfter(message, "insn ") is { } named && NamesItsInstruction(message)
                ? named
                : _instruction),
            Register = register,
            KernelMessage = message,
            KernelDetail = _messages.Count > 1 ? _messages[^2] : "",
            Known = _states.Describe(UsedRegisters(register)),
            Path = [.. _path],
            OriginInstruction = (int)(VerifierLogParser.NumberAfter(all, "alloc_insn=") ?? -1),
            AccessOffset = VerifierLogParser.NumberAfter(all, "off=") ?? 0,
            AccessSize = (int)Math.Min(int.MaxValue, Math.Max(0, VerifierLogParser.NumberAfter(all, " size=") ?? 0)),
        };
    }

    private static bool NamesItsInstruction(string message) =>
        message.Contains("unreachable insn ") || message.Contains("from insn ") || message.Contains("detected at insn ")
        || message.Contains("ldimm64 insn ");

    private int UsedRegisters(int register)
    {
        int mask = register >= 0 ? 1 << register : 0;
        if (_text.Length == 0)
            return mask;
        try
        {
            Instruction instruction = Assembler.Assemble(_text)[0];
            return mask | instruction.ReadRegisters | (instruction.IsCall ? 0b11_1110 : 0);
        }
        catch (BpfFormatException)
        {
            return mask; // an instruction of a later kernel
        }
    }
}
