using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;

namespace Bpf.Core.Isa;

/// <summary>A line of assembly text with what stands around the instruction taken off: labels, slot number, opcode, comment.</summary>
/// <param name="Number">The line, from 1.</param>
/// <param name="Labels">Labels before the instruction.</param>
/// <param name="Slot">The slot number in front, if any.</param>
/// <param name="Opcode">The opcode in parentheses in front, if any.</param>
/// <param name="Tokens">The instruction in tokens; empty where there is none.</param>
/// <param name="Text">The line as it was written.</param>
internal sealed record AssemblyLine(
    int Number, ImmutableArray<string> Labels, int? Slot, byte? Opcode, ImmutableArray<string> Tokens, string Text)
{
    public static List<AssemblyLine> Split(string text)
    {
        List<AssemblyLine> lines = [];
        int number = 0;
        foreach (string line in text.Split('\n'))
            lines.Add(Parse(++number, line));

        return lines;
    }

    public BpfFormatException Error(string message) =>
        new($"line {Number.ToString(CultureInfo.InvariantCulture)}, '{Text}': {message}");

    private static AssemblyLine Parse(int number, string text)
    {
        string line = WithoutComment(text);
        ImmutableArray<string> tokens = ListingTokens.Split(line);
        ImmutableArray<string>.Builder labels = ImmutableArray.CreateBuilder<string>();
        int? slot = null;
        byte? opcode = null;
        while (tokens is [var name, ":", ..] && ListingTokens.IsWord(name[0]))
        {
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
                slot = value;
            else
                labels.Add(name);
            tokens = tokens.RemoveRange(0, 2);
        }

        if (tokens is ["(", var hex, ")", ..] && hex.Length == 2
            && byte.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code))
        {
            opcode = code;
            tokens = tokens.RemoveRange(0, 3);
        }

        return new AssemblyLine(number, labels.ToImmutable(), slot, opcode, tokens, text.Trim());
    }

    private static string WithoutComment(string line)
    {
        int semicolon = line.IndexOf(';');
        int slashes = line.IndexOf("//", StringComparison.Ordinal);
        int end = semicolon < 0 ? slashes : slashes < 0 ? semicolon : Math.Min(semicolon, slashes);
        return end < 0 ? line : line[..end];
    }
}
