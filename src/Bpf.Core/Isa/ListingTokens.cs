using System.Collections.Immutable;

namespace Bpf.Core.Isa;

/// <summary>Cuts a line into words (names, numbers) and single characters; white space only separates.</summary>
internal static class ListingTokens
{
    public static ImmutableArray<string> Split(string line)
    {
        ImmutableArray<string>.Builder tokens = ImmutableArray.CreateBuilder<string>();
        int at = 0;
        while (at < line.Length)
        {
            int start = at++;
            if (char.IsWhiteSpace(line[start]))
                continue;
            if (IsWord(line[start]))
            {
                while (at < line.Length && IsWord(line[at]))
                    at++;
            }

            tokens.Add(line[start..at]);
        }

        return tokens.ToImmutable();
    }

    public static bool IsWord(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '.' or '$';
}
