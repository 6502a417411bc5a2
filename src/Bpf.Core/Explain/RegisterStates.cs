using System;
using System.Collections.Generic;
using System.Linq;

namespace Bpf.Core.Explain;

/// <summary>Registers as the kernel's log writes them: <c>R0=map_value(map=m,ks=4,vs=8) R1_w=scalar() R10=fp0 fp-8=0</c>.</summary>
public sealed class RegisterStates
{
    private readonly SortedDictionary<int, string> _registers = [];

    /// <summary>Reads a state.</summary>
    /// <param name="text">Registers separated by spaces; other words are skipped.</param>
    public static RegisterStates Parse(string text)
    {
        RegisterStates states = new();
        states.Merge(text);
        return states;
    }

    /// <summary>The state of a register, such as <c>pkt(off=14,r=14)</c>; null where it is not known.</summary>
    /// <param name="register">0 to 10.</param>
    public string? this[int register] => _registers.TryGetValue(register, out string? state) ? state : null;

    /// <summary>The kind of a register: <c>scalar</c>, <c>pkt</c>, <c>map_value_or_null</c>; empty for a known number.</summary>
    /// <param name="register">0 to 10.</param>
    public string Kind(int register)
    {
        string state = this[register] ?? "";
        int end = 0;
        while (end < state.Length && (char.IsLetter(state[end]) || state[end] == '_'))
            end++;

        return state[..end];
    }

    /// <summary>What stands behind <c>name=</c> in a register's state, several names of one value included (<c>smin=umin=3</c>).</summary>
    /// <param name="register">0 to 10.</param>
    /// <param name="name">The name.</param>
    public string? Attribute(int register, string name)
    {
        string state = this[register] ?? "";
        int open = state.IndexOf('(');
        if (open < 0)
            return null;
        foreach (string part in state[(open + 1)..].TrimEnd(')').Split(','))
        {
            string[] names = part.Split('=');
            if (names.Take(names.Length - 1).Contains(name))
                return names[^1];
        }

        return null;
    }

    /// <summary>The states of some registers, in the kernel's notation.</summary>
    /// <param name="mask">Bit n for rn.</param>
    public string Describe(int mask) => string.Join(" ", _registers
        .Where(register => (mask & (1 << register.Key)) != 0)
        .Select(register => $"R{register.Key}={register.Value}"));

    /// <summary>Forgets everything.</summary>
    internal void Clear() => _registers.Clear();

    /// <summary>Takes over the registers a line shows.</summary>
    internal void Merge(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            int end = EndOfWord(text, at);
            Add(text[at..end]);
            at = end + 1;
        }
    }

    // Spaces within parentheses belong to the word: var_off=(0x0; 0xff).
    private static int EndOfWord(string text, int at)
    {
        int depth = 0;
        for (; at < text.Length && (depth > 0 || text[at] != ' '); at++)
            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };

        return at;
    }

    private void Add(string word)
    {
        int equals = word.IndexOf('=');
        if (equals < 2 || word[0] != 'R')
            return;
        string name = word[1..equals];
        int underscore = name.IndexOf("_", StringComparison.Ordinal); // R1_w: written since the last state
        if (int.TryParse(underscore < 0 ? name : name[..underscore], out int register) && register is >= 0 and <= 10)
            _registers[register] = word[(equals + 1)..];
    }
}
