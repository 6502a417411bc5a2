using System.Globalization;

namespace Bpf.Core.Explain;

/// <summary>One rule: everything a diagnostic of it says that doesn't depend on the place.</summary>
/// <param name="Id"><c>BPFnnnn</c>; never used again for another rule.</param>
/// <param name="Severity">Whether it stops the build.</param>
/// <param name="Title">A few words, for lists.</param>
/// <param name="Message">What is wrong, with <c>{0}</c> and so on for what the place gives.</param>
/// <param name="Remedy">What to write instead, with the same placeholders.</param>
public sealed record Rule(string Id, RuleSeverity Severity, string Title, string Message, string Remedy)
{
    /// <summary>The page about the rule, relative to the documentation's root.</summary>
    public string Page => "diagnostics/" + Id + ".md";

    /// <summary>Message and remedy with their placeholders filled.</summary>
    /// <param name="arguments">What the place gives.</param>
    public string Format(params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, Message + " " + Remedy, arguments);
}

/// <summary>How bad a diagnostic is.</summary>
public enum RuleSeverity
{
    /// <summary>A suggestion.</summary>
    Info,

    /// <summary>The build goes on.</summary>
    Warning,

    /// <summary>No object is made.</summary>
    Error,
}
