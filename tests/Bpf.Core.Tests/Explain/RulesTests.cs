using System.Reflection;
using Bpf.Core.Explain;
using Bpf.Tests;

namespace Bpf.Core.Tests.Explain;

public class RulesTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Fact]
    public void The_list_of_all_rules_holds_each_property_once_and_is_ordered_by_id()
    {
        DiagnosticRule[] properties =
        [
            .. typeof(Rules).GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Where(property => property.PropertyType == typeof(DiagnosticRule))
                .Select(property => (DiagnosticRule)property.GetValue(null)!),
        ];
        Assert.Equal(properties.OrderBy(rule => rule.Id, StringComparer.Ordinal), Rules.All.AsEnumerable());
        Assert.Distinct(Rules.All.Select(rule => rule.Id));
        Assert.Distinct(Rules.All.Select(rule => rule.Title));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_is_BPF_and_four_digits_in_a_known_band(string id)
    {
        Assert.Matches("^BPF0[0-69][0-9]{2}$", id);
        Assert.Equal(id.StartsWith("BPF09", StringComparison.Ordinal), Rules.Find(id)!.Category == "Bpf.Suggestions");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_ends_as_a_sentence_and_has_every_placeholder_up_to_the_last(string id)
    {
        DiagnosticRule rule = Rules.Find(id)!;
        Assert.Matches("[.]$", rule.Message);
        Assert.Matches("([.]|[{]3[}])$", rule.Remedy);
        Assert.DoesNotMatch("[.]$", rule.Title);
        string[] arguments = [.. Enumerable.Range(0, rule.ArgumentCount).Select(i => $"<{i}>")];
        string message = new BpfDiagnostic(rule, null, [.. arguments]).Message;
        Assert.All(arguments, argument => Assert.Contains(argument, message));
        Assert.DoesNotMatch("[{][0-9][}]", message);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_with_cause_and_examples(string id)
    {
        DiagnosticRule rule = Rules.Find(id)!;
        string path = Path.Combine(Repository.Root, rule.Page);
        Assert.True(File.Exists(path), $"{rule.Page} is missing");
        string page = File.ReadAllText(path);
        Assert.StartsWith($"# {id}: {rule.Title}\n", page);
        Assert.Contains("## Cause", page);
        Assert.Contains("## Instead", page);
    }

    [Fact]
    public void Every_rule_is_provoked_by_a_test()
    {
        string[] tests = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "RulesTests.cs" && !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText)];
        Assert.All(Rules.All, rule => Assert.True(tests.Any(test => test.Contains('"' + rule.Id + '"', StringComparison.Ordinal)), rule.Id));
    }

    [Fact]
    public void Every_page_belongs_to_a_rule()
    {
        IEnumerable<string> pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/diagnostics"), "BPF*.md")
            .Select(path => Path.GetFileNameWithoutExtension(path)!);
        Assert.Equal(Rules.All.Select(rule => rule.Id), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reason_of_a_rejection_has_a_rule_of_its_own()
    {
        RejectionReason[] reasons = Enum.GetValues<RejectionReason>();
        Assert.Distinct(reasons.Select(Rules.ForRejection));
        foreach (RejectionReason reason in reasons.Where(reason => reason != RejectionReason.Other))
            Assert.Equal($"BPF05{(int)reason:00}", Rules.ForRejection(reason).Id);
    }

    [Fact]
    public void Diagnostics_are_equal_where_rule_place_and_arguments_are()
    {
        SourceLocation place = new(new SourceSpan("A.cs", 1, 2, 3, 4), "A.F()");
        BpfDiagnostic one = BpfDiagnostic.Create("BPF0102", place, "Console.WriteLine()");
        Assert.Equal(one, BpfDiagnostic.Create("BPF0102", place with { }, "Console.WriteLine()"));
        Assert.NotEqual(one, BpfDiagnostic.Create("BPF0102", place, "Console.Write()"));
        Assert.NotEqual(one, BpfDiagnostic.Create("BPF0102", null, "Console.WriteLine()"));
        Assert.Throws<ArgumentException>(() => BpfDiagnostic.Create("BPF0102", place));
        Assert.Throws<ArgumentException>(() => BpfDiagnostic.Create("BPF9999", place));
    }

    [Fact]
    public void A_diagnostic_in_inlined_code_names_the_callers()
    {
        SourceLocation program = new(new SourceSpan("A.cs", 9, 0, 9, 1), "OnEnter");
        SourceLocation caller = new(new SourceSpan("A.cs", 20, 0, 20, 1), "Helper", program);
        SourceLocation place = new(new SourceSpan("A.cs", 29, 3, 29, 9), "Inner", caller);
        Assert.Equal(
            "A.cs(30,4): error BPF0411: The divisor may be 0 here, and C# would throw. Test it before ('if (d != 0) ...'; what is in a map, in a local variable), "
            + "or put [OnFault(value)] on the program. (called from Helper, OnEnter)",
            new BpfDiagnostic(Rules.MayDivideByZero, place, []).ToString());
    }
}
