using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.Runtime.Tests.Support;
using CsCheck;

namespace Bpf.Runtime.Tests.Seccomp;

/// <summary>Filters of system calls, by themselves and in the kernel.</summary>
public sealed partial class SeccompTests
{
    /// <summary>A system call that takes no arguments and changes nothing: whatever its registers hold, a filter sees it and it succeeds.</summary>
    private const string Harmless = "getppid";

    private static readonly ulong[] s_edges = [0, 1, uint.MaxValue, uint.MaxValue + 1ul, 1ul << 63, ulong.MaxValue];

    private static readonly Gen<ulong> s_number = Gen.OneOf(Gen.Int[0, s_edges.Length - 1].Select(i => s_edges[i]), Gen.ULong, Gen.UInt.Select(n => (ulong)n));

    private static readonly Gen<SeccompCondition> s_condition = Gen.Select(
        Gen.Int[0, 5], Gen.Enum<SeccompComparison>(), s_number, Gen.OneOf(Gen.Const(ulong.MaxValue), s_number),
        static (argument, comparison, value, mask) => new SeccompCondition(argument, comparison, value & mask, mask));

    [Fact]
    public void The_kernel_answers_as_the_filter_says_it_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Filters are Linux's.");
        Gen.Select(s_condition.Array[0, 3].Array[1, 4], s_number.Array[6]).Sample(
            (rules, arguments) =>
            {
                SeccompFilter filter = new(SeccompAction.Allow, [.. rules.Select((conditions, i) => new SeccompRule(Harmless, SeccompAction.Error(100 + i), conditions))]);
                ulong[] numbers = [.. arguments.Select((number, i) => rules.SelectMany(r => r).FirstOrDefault(c => c.Argument == i) is { Mask: not 0 } near ? near.Value + (number & 1) : number)];
                SeccompAction expected = filter.Evaluate(new(Harmless, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]));
                int errno = OnThread(() =>
                {
                    filter.ApplyToThread();
                    return Syscall(SystemCalls.NumberOf(ThisMachine(), Harmless)!.Value, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) < 0
                        ? Marshal.GetLastPInvokeError() : 0;
                });
                return expected == (errno == 0 ? SeccompAction.Allow : SeccompAction.Error(errno));
            },
            iter: 300, threads: 1);
    }

    [Theory]
    [InlineData(SeccompComparison.Equal)]
    [InlineData(SeccompComparison.NotEqual)]
    [InlineData(SeccompComparison.Less)]
    [InlineData(SeccompComparison.LessOrEqual)]
    [InlineData(SeccompComparison.Greater)]
    [InlineData(SeccompComparison.GreaterOrEqual)]
    public void A_comparison_is_one_of_64_bits_without_a_sign(SeccompComparison comparison) => Gen.Select(s_number, s_number, s_number).Sample((left, right, mask) =>
    {
        (ulong a, ulong b) = (left & mask, right & mask);
        bool holds = comparison switch
        {
            SeccompComparison.Equal => a == b,
            SeccompComparison.NotEqual => a != b,
            SeccompComparison.Less => a < b,
            SeccompComparison.LessOrEqual => a <= b,
            SeccompComparison.Greater => a > b,
            _ => a >= b,
        };
        SeccompFilter filter = new(TargetArchitecture.Arm64, SeccompAction.Allow, new SeccompRule("close", SeccompAction.Log, new SeccompCondition(0, comparison, b, mask)));
        return filter.Evaluate(new("close", left)) == (holds ? SeccompAction.Log : SeccompAction.Allow);
    });

    [Fact]
    public void The_first_rule_that_applies_answers()
    {
        SeccompFilter filter = new(
            SeccompAction.KillProcess,
            new SeccompRule("read", SeccompAction.Log, new SeccompCondition(0, SeccompComparison.Equal, 0)),
            new SeccompRule("read", SeccompAction.Error(9)),
            new SeccompRule("write", SeccompAction.Allow));
        Assert.Equal(SeccompAction.Log, filter.Evaluate(new("read", 0)));
        Assert.Equal(SeccompAction.Error(9), filter.Evaluate(new("read", 1)));
        Assert.Equal(SeccompAction.Allow, filter.Evaluate(new("write")));
        Assert.Equal(SeccompAction.KillProcess, filter.Evaluate(new("close")));
        Assert.Equal("Error(9)", filter.Evaluate(new("read", 1)).ToString());
    }

    [Fact]
    public void A_filter_begins_with_the_machine_and_can_be_read()
    {
        SeccompFilter filter = new(TargetArchitecture.X64, SeccompAction.Allow, new SeccompRule("write", SeccompAction.Error(1)));
        Assert.Equal(
            [
                "ld [4]", "jeq #0xc000003e, 1, 0", "ret #0x80000000", "ld [0]", "jge #0x40000000, 0, 2", "jeq #0xffffffff, 1, 0", "ret #0x80000000",
                "jeq #0x1, 0, 1", "ret #0x50001", "ret #0x7fff0000",
            ],
            filter.Instructions.Select(instruction => instruction.ToString()));
    }

    [Fact]
    public void A_filter_of_all_threads_reaches_those_that_run_already()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Filters are Linux's.");
        (int all, int filtered) = FilteredChild.Run();
        Assert.True(all > 1);
        Assert.Equal(all, filtered);
    }

    [Fact]
    public void Children_that_may_not_write_and_end_at_once_do_not_harm_this_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Filters are Linux's.");
        SeccompFilter filter = new(SeccompAction.Allow, new SeccompRule("write", SeccompAction.Error(1)));
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            using Process child = filter.Start(new("sh", ["-c", "kill -0 $$; exit 3"]));
            child.WaitForExit();
            Assert.Equal(3, child.ExitCode);
        });
    }

    [Fact]
    public void A_filtered_child_is_otherwise_as_any_other()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Filters are Linux's.");
        SeccompFilter filter = new(SeccompAction.Allow, new SeccompRule("getpgid", SeccompAction.Error(1)));
        ProcessStartInfo start = new("/bin/sh", ["-c", "echo $0 \"$1\" $COLOR $(pwd); grep -E '^(Seccomp|NoNewPrivs|SigBlk):' /proc/self/status; cat", "a", "b  c"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/usr",
        };
        start.Environment["COLOR"] = "red";
        using Process child = filter.Start(start);
        child.StandardInput.Write("the end");
        child.StandardInput.Close();
        Assert.Equal("a b  c red /usr\nNoNewPrivs:\t1\nSeccomp:\t2\nSigBlk:\t0000000000000000\nthe end", InOrder(child.StandardOutput.ReadToEnd()));
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
        Assert.Equal("/bin/sh", start.FileName);
    }

    /// <summary>Kernels write the lines of a status in different orders.</summary>
    private static string InOrder(string output)
    {
        string[] lines = output.Split('\n');
        Array.Sort(lines, 1, lines.Length - 2, StringComparer.Ordinal);
        return string.Join('\n', lines);
    }

    [Theory]
    [InlineData("exit", 0)] // All that the launcher calls otherwise is done before the filter.
    [InlineData("execve", 127)]
    public void A_filter_may_forbid_all_that_a_program_does_not_need(string refused, int exitCode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Filters are Linux's.");
        SeccompFilter filter = new(
            SeccompAction.Allow, [.. new[] { refused, "clone", "clone3", "fork", "vfork", "prctl", "seccomp", "memfd_create", "wait4", "rt_sigreturn" }
                .Where(static name => SystemCalls.NumberOf(ThisMachine(), name) != null).Select(static name => new SeccompRule(name, SeccompAction.Error(1)))]);
        using Process child = filter.Start(new("true"));
        child.WaitForExit();
        Assert.Equal(exitCode, child.ExitCode);
    }

    [Fact]
    public void A_program_that_is_not_there_can_not_be_started()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Filters are Linux's.");
        SeccompFilter filter = new(SeccompAction.Allow);
        Assert.Contains("'no-such-program'", Assert.Throws<Win32Exception>(() => filter.Start(new("no-such-program"))).Message);
        Assert.Equal(13, Assert.Throws<Win32Exception>(() => filter.Start(new("/etc/passwd"))).NativeErrorCode);
        Assert.Throws<ArgumentException>(() => filter.Start(new("true") { UseShellExecute = true }));
    }

    [Fact]
    public void What_can_not_be_is_refused()
    {
        Assert.Contains("no system call 'fly'", Assert.Throws<ArgumentException>(() => new SeccompFilter(SeccompAction.Allow, new SeccompRule("fly", SeccompAction.Log))).Message);
        Assert.Throws<ArgumentException>(() => new SeccompFilter(TargetArchitecture.Arm64, SeccompAction.Allow, new SeccompRule("open", SeccompAction.Log)));
        Assert.Throws<ArgumentException>(() => new SeccompFilter(SeccompAction.Allow, [.. Enumerable.Repeat(new SeccompRule("read", SeccompAction.Log), 4096)]));
        Assert.Throws<ArgumentException>(() => new SeccompRule("read", SeccompAction.Log, new SeccompCondition[33]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SeccompCondition(6, SeccompComparison.Equal, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeccompAction.Error(4096));
    }

    private static TargetArchitecture ThisMachine() =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? TargetArchitecture.X64 : TargetArchitecture.Arm64;

    private static int OnThread(Func<int> body)
    {
        int result = 0;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                result = body();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, ulong first, ulong second, ulong third, ulong fourth, ulong fifth, ulong sixth);
}
