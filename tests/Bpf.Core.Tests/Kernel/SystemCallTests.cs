using System.Globalization;
using System.Text.RegularExpressions;
using Bpf.Core.Kernel;

namespace Bpf.Core.Tests.Kernel;

/// <summary>The table of system calls against the headers that this machine has.</summary>
public sealed partial class SystemCallTests
{
    [Fact]
    public void The_numbers_of_x86_64_are_those_of_its_header() => Compare(TargetArchitecture.X64, "/usr/include/x86_64-linux-gnu/asm/unistd_64.h");

    [Fact]
    public void The_numbers_of_arm64_are_those_of_the_generic_header() => Compare(TargetArchitecture.Arm64, "/usr/include/asm-generic/unistd.h");

    [Fact]
    public void Names_and_numbers_belong_to_one_another()
    {
        foreach (TargetArchitecture architecture in Enum.GetValues<TargetArchitecture>())
        {
            for (int number = 0; number < 512; number++)
            {
                if (SystemCalls.NameOf(architecture, number) is { } name)
                    Assert.Equal(number, SystemCalls.NumberOf(architecture, name));
            }
        }

        Assert.Equal(321, SystemCalls.NumberOf(TargetArchitecture.X64, "bpf"));
        Assert.Equal(280, SystemCalls.NumberOf(TargetArchitecture.Arm64, "bpf"));
        Assert.Null(SystemCalls.NumberOf(TargetArchitecture.Arm64, "open"));
        Assert.Null(SystemCalls.NumberOf(TargetArchitecture.RiscV64, "renameat"));
        Assert.Null(SystemCalls.NameOf(TargetArchitecture.Arm64, -1));
    }

    /// <summary>A header may be older than the table, or newer: what both have agrees.</summary>
    private static void Compare(TargetArchitecture architecture, string header)
    {
        Assert.SkipUnless(File.Exists(header), $"{header} is not installed");
        int compared = 0;
        foreach (Match line in Definition().Matches(File.ReadAllText(header)))
        {
            if (SystemCalls.NumberOf(architecture, line.Groups[1].Value) is not { } number)
                continue;
            Assert.Equal((line.Groups[1].Value, int.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture)), (line.Groups[1].Value, number));
            compared++;
        }

        Assert.True(compared > 250, $"{compared} compared");
    }

    [GeneratedRegex(@"^#define __NR(?:3264)?_(\w+) (\d+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Definition();
}
