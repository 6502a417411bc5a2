using System.Globalization;
using System.Runtime.InteropServices;
using Bpf.Kernels;

namespace Bpf.Differential.Tests;

/// <summary>A C# field may be wider or narrower than the kernel's, signed or not: it gets the kernel's number, converted.</summary>
public partial class KernelFieldWidthTests
{
    private const string OomScore = "/proc/self/oom_score_adj";

    private const string Source = """
        [KernelType("task_struct")] public struct Task { public KernelPtr<Signal> Signal; [KernelField("comm")] public PathBuffer LongComm;
            [KernelField("exit_signal")] public long ExitLong; [KernelField("exit_signal")] public ulong ExitULong; [KernelField("exit_signal")] public short ExitShort; }
        [KernelType("signal_struct")] public struct Signal
        {
            [KernelField("oom_score_adj")] public sbyte Byte;
            [KernelField("oom_score_adj")] public short Short;
            [KernelField("oom_score_adj")] public int Int;
            [KernelField("oom_score_adj")] public uint UInt;
            [KernelField("oom_score_adj")] public long Long;
            [KernelField("oom_score_adj")] public ulong ULong;
            [KernelField("is_child_subreaper", IsBitField = true)] public int Bit;
            [KernelField("is_child_subreaper", IsBitField = true)] public sbyte NarrowBit;
        }
        public struct Found { public long Byte, Short, Int, UInt, Long, Bit, NarrowBit, ExitLong, ExitShort; public ulong ULong, ExitULong; public PathBuffer Comm; }
        static Found Result;

        [RawTracepoint("sys_enter")] static int F(in RawTracepointArgs ctx)
        {
            KernelPtr<Task> task = new(Helpers.GetCurrentTask());
            KernelPtr<Signal> signal = task.Value.Signal;
            Result.Byte = signal.Value.Byte;
            Result.Short = signal.Value.Short;
            Result.Int = signal.Value.Int;
            Result.UInt = signal.Value.UInt;
            Result.Long = signal.Value.Long;
            Result.ULong = signal.Value.ULong;
            Result.Bit = signal.Value.Bit;
            Result.NarrowBit = signal.Value.NarrowBit;
            Result.ExitLong = task.Value.ExitLong;
            Result.ExitShort = task.Value.ExitShort;
            Result.ExitULong = task.Value.ExitULong;
            return 0;
        }
        [RawTracepoint("sys_enter")] static int G(in RawTracepointArgs ctx)
        {
            KernelPtr<Task> task = new(Helpers.GetCurrentTask());
            Result.Comm = task.Value.LongComm;
            return 0;
        }
        """;

    public struct Found
    {
        public long Byte, Short, Int, UInt, Long, Bit, NarrowBit, ExitLong, ExitShort;
        public ulong ULong, ExitULong;
        public PathBuffer Comm;
    }

    [Fact]
    public void Numbers_of_the_kernel_are_converted_to_the_type_of_the_field()
    {
        Assert.SkipUnless(KernelWorld.IsAvailable && File.Exists("/sys/kernel/btf/vmlinux"), "The running kernel has no types, or lets this user load nothing.");
        using BpfObject loaded = BpfObject.Load(SourceObject.Compile(Source));
        short score = Lower(out short before);
        Assert.Equal(0, Prctl(PrSetChildSubreaper, 1, 0, 0, 0));
        try
        {
            // Threads beside the first one have an exit signal of -1 (copy_process, kernel/fork.c).
            Thread other = new(() => loaded.Program("F").Run(default, new byte[96]));
            other.Start();
            other.Join();
        }
        finally
        {
            File.WriteAllText(OomScore, before.ToString(CultureInfo.InvariantCulture));
            _ = Prctl(PrSetChildSubreaper, 0, 0, 0, 0);
        }

        Found found = loaded.Global<Found>("Result").Value;
        Assert.Equal((unchecked((sbyte)score), score, score, unchecked((uint)score), score), (found.Byte, found.Short, found.Int, found.UInt, found.Long));
        Assert.Equal(unchecked((ulong)score), found.ULong);
        Assert.Equal((1, 1), (found.Bit, found.NarrowBit));
        Assert.Equal((-1, -1, ulong.MaxValue), (found.ExitLong, found.ExitShort, found.ExitULong));
    }

    /// <summary>A negative score, where this process may give itself one.</summary>
    private static short Lower(out short before)
    {
        before = short.Parse(File.ReadAllText(OomScore), CultureInfo.InvariantCulture);
        try
        {
            File.WriteAllText(OomScore, "-500");
        }
        catch (UnauthorizedAccessException)
        {
            return before; // takes CAP_SYS_RESOURCE
        }

        return -500;
    }

    [Fact]
    public void Arrays_longer_than_the_kernels_end_in_zeros()
    {
        Assert.SkipUnless(KernelWorld.IsAvailable && File.Exists("/sys/kernel/btf/vmlinux"), "The running kernel has no types, or lets this user load nothing.");
        using BpfObject loaded = BpfObject.Load(SourceObject.Compile(Source));
        loaded.Program("G").Run(default, new byte[96]);
        Found found = loaded.Global<Found>("Result").Value;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<PathBuffer>(in found.Comm));
        Assert.NotEqual(0, bytes[0]);
        Assert.Equal(-1, bytes[16..].IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Every_kernel_named_takes_the_conversions() => Assert.NotEmpty(SourceObject.Compile(Source, [.. KernelProfiles.All]));

    /// <summary><c>PR_SET_CHILD_SUBREAPER</c>, include/uapi/linux/prctl.h.</summary>
    private const int PrSetChildSubreaper = 36;

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, nuint argument, nuint third, nuint fourth, nuint fifth);
}
