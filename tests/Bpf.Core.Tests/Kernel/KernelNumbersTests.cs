using System.Diagnostics;
using System.Text.RegularExpressions;
using Bpf.Core.Kernel;

namespace Bpf.Tests.Kernel;

/// <summary>The numbers of the enumerations, against those in the running kernel's own type information.</summary>
public partial class KernelNumbersTests
{
    private const string Vmlinux = "/sys/kernel/btf/vmlinux";

    [Theory]
    [InlineData("BPF_FUNC_", typeof(HelperId))]
    [InlineData("BPF_MAP_TYPE_", typeof(MapType))]
    [InlineData("BPF_PROG_TYPE_", typeof(ProgramType))]
    public void Each_number_is_the_running_kernels(string prefix, Type type)
    {
        Assert.SkipUnless(File.Exists(Vmlinux), "the running kernel has no type information");
        Dictionary<string, int> ours = Enum.GetNames(type).ToDictionary(name => name, name => (int)Enum.Parse(type, name));
        (string Name, int Value)[] theirs = [.. Enumerators(prefix)];
        Assert.NotEmpty(theirs);
        Assert.All(theirs, entry => Assert.Equal(entry.Value, ours[Pascal(entry.Name)]));
    }

    [Fact]
    public void Rows_are_in_the_order_of_the_numbers_and_named_like_them()
    {
        Assert.Equal(Enumerable.Range(1, 211), Helpers.All.Select(row => (int)row.Id));
        Assert.All(Helpers.All, row => Assert.Equal(row.Id.ToString(), Pascal(row.Name)));
        Assert.Equal(Enumerable.Range(1, 35), MapTypes.All.Select(row => (int)row.Type));
        Assert.All(MapTypes.All, row => Assert.Equal(row.Type.ToString(), Pascal(row.Name)));
        Assert.Equal(Enumerable.Range(1, 32), ProgramTypes.All.Select(row => (int)row.Type));
        Assert.All(ProgramTypes.All, row => Assert.Equal(row.Type.ToString(), Pascal(row.Name)));
        Assert.Equal(Enum.GetValues<Feature>(), Features.All.Select(row => row.Feature));
    }

    [Fact]
    public void A_row_is_found_by_number_and_by_name()
    {
        Assert.Same(Helpers.Find(HelperId.RingbufReserve), Helpers.Find("bpf_ringbuf_reserve"));
        Assert.Same(Helpers.Find(HelperId.RingbufReserve), Helpers.Find("ringbuf_reserve"));
        Assert.Null(Helpers.Find((HelperId)212));
        Assert.Null(Helpers.Find(HelperId.Unspec));
        Assert.Null(Helpers.Find("printf"));
        Assert.Same(MapTypes.Find(MapType.LpmTrie), MapTypes.Find("lpm_trie"));
        Assert.Null(MapTypes.Find((MapType)99));
        Assert.Same(ProgramTypes.Find(ProgramType.SchedCls), ProgramTypes.Find("sched_cls"));
        Assert.Null(ProgramTypes.Find("xpd"));
    }

    // BPF_MAP_TYPE_CGROUP_STORAGE_DEPRECATED and its alias without the suffix have one number; ours is the shorter.
    private static string Pascal(string name) =>
        string.Concat(name.Replace("_DEPRECATED", "").Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));

    private static IEnumerable<(string Name, int Value)> Enumerators(string prefix)
    {
        string? tool = new[] { "/usr/sbin/bpftool", "/usr/bin/bpftool" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(tool is null, "bpftool is not installed");
        using Process process = Process.Start(new ProcessStartInfo(tool, ["btf", "dump", "file", Vmlinux, "format", "raw"]) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (Enumerator().Match(line) is { Success: true } match && match.Groups[1].Value.StartsWith(prefix, StringComparison.Ordinal))
                yield return (match.Groups[1].Value[prefix.Length..], int.Parse(match.Groups[2].Value));
        }
    }

    [GeneratedRegex(@"^\s+'(\w+)' val=(\d+)$")]
    private static partial Regex Enumerator();
}
