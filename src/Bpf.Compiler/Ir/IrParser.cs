using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Ir;

/// <summary>Reads the text form that <see cref="IrPrinter"/> writes. A line's part after <c>;</c> is a comment.</summary>
public sealed class IrParser
{
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, BasicBlock> _blocks = [];
    private readonly List<(BasicBlock Block, List<string> Names)> _predecessors = [];
    private Function _function = null!;
    private BasicBlock? _block;

    private IrParser()
    {
    }

    /// <summary>Reads one function.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It isn't the text form; the message names the line.</exception>
    public static Function ParseFunction(string text)
    {
        List<Function> functions = Parse(text);
        return functions.Count == 1 ? functions[0] : throw new FormatException($"One function is expected, not {functions.Count}.");
    }

    /// <summary>Reads any number of functions.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It isn't the text form; the message names the line.</exception>
    public static List<Function> Parse(string text)
    {
        List<Function> functions = [];
        IrParser? parser = null;
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            try
            {
                List<string> words = IrTokens.Split(line);
                if (words.Count == 0)
                    continue;
                if (words[0] == "func")
                {
                    parser = new IrParser();
                    parser.Start(words);
                }
                else if (parser is null)
                {
                    throw new FormatException("A function starts with 'func'.");
                }
                else if (words[0] == "}")
                {
                    functions.Add(parser.Finish());
                    parser = null;
                }
                else
                {
                    parser.Line(words);
                }
            }
            catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
            {
                throw new FormatException($"Line {number}: {e.Message}", e);
            }
        }

        return parser is null ? functions : throw new FormatException("The last function isn't closed by '}'.");
    }

    private static IrType Type(string text)
    {
        switch (text)
        {
            case "void": return IrType.Void;
            case "i32": return IrType.I32;
            case "i64": return IrType.I64;
        }

        foreach (Provenance provenance in Enum.GetValues(typeof(Provenance)))
        {
            if (text == "ptr." + IrNames.Of(provenance))
                return IrType.Ptr(provenance);
        }

        throw new FormatException($"'{text}' is no type.");
    }

    private static string Unquote(string word) =>
        word is ['"', ..] ? word.Substring(1) : throw new FormatException($"'{word}' should be quoted.");

    private static long Number(string word) => long.Parse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static T Name<T>(string word) where T : struct, Enum =>
        Enum.TryParse(word, out T value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}.");

    private void Start(List<string> words)
    {
        int end = words.IndexOf("{");
        int program = words.IndexOf("program");
        int global = words.IndexOf("global");
        int types = program >= 0 ? program : global >= 0 ? global : end;
        List<IrType> parameters = [];
        for (int i = 2; i < types - 1; i++)
            parameters.Add(Type(words[i]));
        ProgramInfo? info = program < 0 ? null : new ProgramInfo(
            Name<ProgramType>(words[program + 1]), Name<AttachType>(words[program + 2]), Unquote(words[program + 3]), (uint)Number(words[program + 4]));
        _function = new Function(Unquote(words[1]), parameters, Type(words[types - 1])) { Program = info };
        if (global >= 0)
            _function.Global = new() { NeverNull = [.. words.Skip(global + 1).Take(end - global - 1).Select(i => (int)Number(i))] };
    }

    private Function Finish()
    {
        // Blocks were made in the order they were named in; put them in the order they stand in.
        HashSet<BasicBlock> placed = [];
        List<BasicBlock> order = [];
        foreach ((BasicBlock block, List<string> names) in _predecessors)
        {
            if (!placed.Add(block))
                throw new FormatException($"{block} stands there twice.");
            order.Add(block);
            foreach (string name in names)
                block.Predecessors.Add(_blocks[name]);
        }

        if (order.Count != _function.Blocks.Count)
            throw new FormatException("A block is named that isn't there.");
        _function.Blocks.Clear();
        _function.Blocks.AddRange(order);
        foreach (KeyValuePair<string, Value> pair in _values)
        {
            if (pair.Value.Block is null)
                throw new FormatException($"{pair.Key} is used but not there.");
        }

        return _function;
    }

    private void Line(List<string> words)
    {
        if (words[0].StartsWith("bb", StringComparison.Ordinal) && words[0].EndsWith(":", StringComparison.Ordinal))
        {
            _block = Block(words[0].TrimEnd(':'));
            List<string> predecessors = [];
            for (int i = 2; i < words.Count; i++)
                predecessors.Add(words[i]);
            foreach (string name in predecessors)
                Block(name);
            _predecessors.Add((_block, predecessors));
            return;
        }

        if (_block is null)
            throw new FormatException("A value stands in no block.");
        int at = 0;
        string? result = null;
        if (words.Count > 2 && words[1] == "=")
        {
            result = words[0];
            at = 2;
        }

        OpInfo info = IrOps.Find(words[at]) ?? throw new FormatException($"'{words[at]}' is no operation.");
        Value value = result is null ? _function.NewValue(info.Op, IrType.Void, null) : Define(result);
        value.Op = info.Op;
        value.Block = _block;
        List<BasicBlock> targets = [];
        for (int i = at + 1; i < words.Count; i++)
        {
            if (words[i] == ":")
            {
                value.Type = Type(words[++i]);
            }
            else if (words[i] == "@")
            {
                value.Location = Location(words, i + 1);
                break;
            }
            else
            {
                Word(value, info, targets, words[i]);
            }
        }

        value.Targets = targets.ToArray();
        _block.Values.Add(value);
    }

    private void Word(Value value, OpInfo info, List<BasicBlock> targets, string word)
    {
        if (word[0] == '%')
            value.Operands.Add(Use(word));
        else if (word[0] == '"')
            value.Symbol = Unquote(word);
        else if (word.StartsWith("off=", StringComparison.Ordinal))
            value.Constant = Number(word.Substring(4));
        else if (word.StartsWith("width=", StringComparison.Ordinal))
            value.Width = (int)Number(word.Substring(6));
        else if (word.StartsWith("len=", StringComparison.Ordinal))
            value.Length = (int)Number(word.Substring(4));
        else if (word.StartsWith("range=", StringComparison.Ordinal))
            value.Range = ConfigRange.Parse(word.Substring(6)) ?? throw new FormatException($"'{word}' is no range.");
        else if (word == "signed")
            value.Signed = true;
        else if (word == "volatile")
            value.IsVolatile = true;
        else if (info.Has(Attr.Helper) && char.IsLetter(word[0]))
            value.Helper = Name<HelperId>(word);
        else if (info.Has(Attr.Atomic) && char.IsLetter(word[0]))
            value.Atomic = Name<AtomicOp>(word);
        else if (info.Has(Attr.Fault) && char.IsLetter(word[0]))
            value.Fault = Name<FaultKind>(word);
        else if (info.Targets > 0)
            targets.Add(Block(word));
        else if (info.Has(Attr.Number))
            value.Constant = Number(word);
        else
            throw new FormatException($"'{word}' is not expected in '{info.Name}'.");
    }

    private static SourceLocation Location(List<string> words, int at)
    {
        string[] place = words[at + 1].Split(':', '-');
        SourceSpan span = new(Unquote(words[at]), (int)Number(place[0]), (int)Number(place[1]), (int)Number(place[2]), (int)Number(place[3]));
        SourceLocation? inlinedAt = at + 3 < words.Count && words[at + 3] == "<-" ? Location(words, at + 4) : null;
        return new SourceLocation(span, Unquote(words[at + 2]), inlinedAt);
    }

    private BasicBlock Block(string name)
    {
        if (!_blocks.TryGetValue(name, out BasicBlock? block))
            _blocks.Add(name, block = _function.AddBlock());
        return block;
    }

    private Value Define(string name)
    {
        Value value = Use(name);
        return value.Block is null ? value : throw new FormatException($"{name} is defined twice.");
    }

    private Value Use(string name)
    {
        if (!_values.TryGetValue(name, out Value? value))
            _values.Add(name, value = _function.NewValue(IrOp.Const, IrType.Void, null));
        return value;
    }
}
