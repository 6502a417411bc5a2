namespace Bpf.Core.Explain;

/// <summary>One kind of diagnostic: one id, one page in docs/diagnostics, one row of the release notes.</summary>
public sealed class DiagnosticRule
{
    internal DiagnosticRule(string id, RuleSeverity severity, string title, string message, string remedy)
    {
        Id = id;
        Severity = severity;
        Title = title;
        Message = message;
        Remedy = remedy;
        ArgumentCount = CountArguments(MessageFormat);
    }

    /// <summary><c>BPF</c> and four digits, never used again for another rule; the first two say which part of the compiler speaks.</summary>
    public string Id { get; }

    /// <summary>How much it matters.</summary>
    public RuleSeverity Severity { get; }

    /// <summary>A few words, without arguments.</summary>
    public string Title { get; }

    /// <summary>What is wrong, with <c>{0}</c>, <c>{1}</c>... for what the place gives.</summary>
    public string Message { get; }

    /// <summary>What to write instead, with the same placeholders.</summary>
    public string Remedy { get; }

    /// <summary>Message and remedy.</summary>
    public string MessageFormat => Message + " " + Remedy;

    /// <summary>How many arguments message and remedy take.</summary>
    public int ArgumentCount { get; }

    /// <summary>The page about it, from the repository's root.</summary>
    public string Page => "docs/diagnostics/" + Id + ".md";

    /// <summary>The page about it, on the web.</summary>
    public string HelpLink => "https://github.com/bpf-dotnet/bpf/blob/main/" + Page;

    /// <summary>The band of the id, as Roslyn's category.</summary>
    public string Category => Id[3..5] switch
    {
        "00" => "Bpf.Declaration",
        "01" => "Bpf.Language",
        "02" => "Bpf.Types",
        "03" => "Bpf.Kernel",
        "04" => "Bpf.Limits",
        "05" => "Bpf.Verifier",
        "06" => "Bpf.UserSpace",
        _ => "Bpf.Suggestions",
    };

    /// <inheritdoc/>
    public override string ToString() => Id;

    private static int CountArguments(string format)
    {
        int count = 0;
        while (format.Contains("{" + (char)('0' + count) + "}"))
            count++;

        return count;
    }
}
