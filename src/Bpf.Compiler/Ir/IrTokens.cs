using System;
using System.Collections.Generic;
using System.Text;

namespace Bpf.Compiler.Ir;

/// <summary>Cuts a line of the text form into words; commas, parentheses and blanks separate, quotes hold together.</summary>
internal static class IrTokens
{
    /// <summary>The words of one line; a quoted one keeps its first quote as a mark and loses the last.</summary>
    /// <exception cref="FormatException">A quote isn't closed.</exception>
    public static List<string> Split(string line)
    {
        List<string> words = [];
        int i = 0;
        while (i < line.Length)
        {
            char c = line[i];
            if (c is ' ' or '\t' or ',' or '(' or ')' or '\r')
            {
                i++;
                continue;
            }

            if (c == ';')
                break;
            StringBuilder word = new();
            if (c == '"')
            {
                word.Append('"');
                for (i++; i < line.Length && line[i] != '"'; i++)
                {
                    if (line[i] == '\\' && i + 1 < line.Length)
                        i++;
                    word.Append(line[i]);
                }

                if (i >= line.Length)
                    throw new FormatException("A quote is not closed: " + line);
                i++;
            }
            else
            {
                while (i < line.Length && line[i] is not (' ' or '\t' or ',' or '(' or ')' or '\r' or '"' or ';'))
                    word.Append(line[i++]);
            }

            words.Add(word.ToString());
        }

        return words;
    }
}
