namespace Bpf.Verdicts;

/// <summary>One line of a verdict table: what the real kernel said.</summary>
internal sealed record Answer(string Set, string File, string Program, string Verdict, int Instructions, int States, string LastLine)
{
    /// <summary>Reads a table; rows that are no verdicts are left out.</summary>
    /// <param name="path">The table.</param>
    /// <param name="denied">True where <c>denied</c> is a verdict, on a process without capabilities; else it is the machine's.</param>
    public static IEnumerable<Answer> ReadAll(string path, bool denied)
    {
        string set = Path.GetFileNameWithoutExtension(path);
        string[]? names = null;
        foreach (string line in System.IO.File.ReadLines(path))
        {
            string[] fields = [.. Split(line)];
            if (names is null)
            {
                names = fields;
                continue;
            }

            string Field(string name) => Array.IndexOf(names, name) is >= 0 and int i && i < fields.Length ? fields[i] : "";
            if (Field("verdict") is "accept" or "reject" || (denied && Field("verdict") == "denied"))
            {
                _ = int.TryParse(Field("insns"), out int instructions);
                _ = int.TryParse(Field("states"), out int states);
                yield return new(set, names.Contains("object") ? Field("object") : Field("file"), Field("program"), Field("verdict"), instructions, states, Field("last_line"));
            }
        }
    }

    private static IEnumerable<string> Split(string line)
    {
        int at = 0;
        while (at <= line.Length)
        {
            if (at < line.Length && line[at] == '"')
            {
                int end = at + 1;
                while (end < line.Length && (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"')))
                {
                    end += line[end] == '"' ? 2 : 1;
                }

                yield return line[(at + 1)..end].Replace("\"\"", "\"");
                at = end + 2;
            }
            else
            {
                int end = line.IndexOf(',', at);
                end = end < 0 ? line.Length : end;
                yield return line[at..end];
                at = end + 1;
            }
        }
    }
}
