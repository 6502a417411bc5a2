using System.Diagnostics;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Marked places (USDT) of an executable that the test writes: their arguments, and the counter that tells it that somebody looks.</summary>
public sealed class MarkedTests
{
    [Fact]
    public void Arguments_are_read_wherever_the_note_says_they_are()
    {
        using Marked.Loaded marked = Load();
        using MarkedFile file = new();
        Assert.Equal(0, Run(file));
        using (marked.OnPlace.Attach(file.Path, "shop", "sold"))
        {
            Assert.Equal(1, Run(file)); // it exits with its counter
            Assert.Equal(1ul, marked.Calls);
        }

        Assert.Equal((41L, -7L, 5L, -3L), (marked.First, marked.Second, marked.Third, marked.Fourth));
        Assert.Equal(48u, marked.Missing);
        Assert.Equal(0, Run(file));
        Assert.Equal(1ul, marked.Calls);
    }

    [Fact]
    public void A_place_that_is_not_there_is_refused_with_those_that_are()
    {
        using Marked.Loaded marked = Load();
        using MarkedFile file = new();
        string message = Assert.Throws<BpfException>(() => marked.OnPlace.Attach(file.Path, "shop", "bought")).Message;
        Assert.Contains("marks no place 'shop:bought'. It has sold.", message, StringComparison.Ordinal);
    }

    private static Marked.Loaded Load()
    {
        Needs.Features(Feature.Uprobes, Feature.PerfLink);
        return Marked.Load();
    }

    private static int Run(MarkedFile file)
    {
        using Process process = Process.Start(file.Path);
        process.WaitForExit();
        return process.ExitCode;
    }
}
