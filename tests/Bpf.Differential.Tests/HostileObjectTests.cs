using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;
using Bpf.Vm;

namespace Bpf.Differential.Tests;

/// <summary>
/// A damaged object of ours, with all that objects have: it is linked, verified and loaded, or refused with a documented exception. Nothing
/// crashes or hangs, and what is cut off never passes for the intact one unless it means the same.
/// </summary>
public class HostileObjectTests
{
    private const string Source = """
        [KernelType("task_struct")] public struct Task { public int Pid; public KernelPtr<Task> GroupLeader; }
        struct Seen { public int Pid; public ulong Count; }
        static readonly HashMap<int, ulong> Counts = new(16);
        static readonly RingBuffer<Seen> Events = new(bytes: 4096);
        [Config] static uint Step = 1;
        static ulong Total;

        [RawTracepoint("sys_enter")] static int F(in RawTracepointArgs ctx)
        {
            KernelPtr<Task> task = new(Helpers.GetCurrentTask());
            Count(task.Value.GroupLeader.Value.Pid);
            return 0;
        }

        [MethodImpl(MethodImplOptions.NoInlining)] static void Count(int pid)
        {
            if (Counts.TryFind(pid, out Ref<ulong> n)) Interlocked.Add(ref n.Value, Step);
            else Counts.TryAdd(pid, 1);
            if (!Events.TryReserve(out Reservation<Seen> e)) return;
            e.Value = new() { Pid = pid, Count = ++Total };
            e.Submit();
        }
        """;

    private static readonly KernelProfile s_profile = SourceObject.Profile ?? KernelProfiles.Find("6.12")!;

    // The running kernel is asked about one byte in so many: all of them take minutes. Set to 1 for all.
    private static readonly int s_kernelStep =
        int.TryParse(Environment.GetEnvironmentVariable("BPF_HOSTILE_STEP"), out int step) ? step : 23;

    [Fact]
    public void It_may_be_cut_off_anywhere()
    {
        byte[] image = SourceObject.Compile(Source);
        Assert.True(Survives(image, inKernel: KernelWorld.IsAvailable));
        for (int length = 0; length < image.Length; length++)
        {
            if (Survives(image[..length], inKernel: KernelWorld.IsAvailable && length % s_kernelStep == 0))
                Assert.Equal(Code(image), Code(image[..length]));
        }
    }

    [Theory]
    [InlineData(0xff)]
    [InlineData(0x01)]
    [InlineData(0x80)]
    public void It_may_have_any_byte_changed(byte mask)
    {
        byte[] image = SourceObject.Compile(Source);
        for (int i = 0; i < image.Length; i++)
        {
            image[i] ^= mask;
            Survives(image, inKernel: KernelWorld.IsAvailable && i % s_kernelStep == mask % s_kernelStep);
            image[i] ^= mask;
        }
    }

    /// <summary>True where the object is linked.</summary>
    private static bool Survives(byte[] image, bool inKernel)
    {
        if (inKernel)
            Allow(() => BpfObject.Load(image).Dispose(), e => e is BpfFormatException or BpfException or ArgumentException);
        Allow(() => BpfObject.Load(new SimulatedKernel(), image).Dispose(), e => e is BpfFormatException or BpfLoadException or ArgumentException);
        return Allow(
            () => Assert.All(Link(image).Programs, request => Verifier.Verifier.Verify(request, s_profile)),
            e => e is BpfFormatException);
    }

    private static bool Allow(Action action, Predicate<Exception> documented)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (documented(e))
        {
            return false;
        }
    }

    private static LinkedObject Link(byte[] image)
    {
        BpfObjectFile file = ElfReader.Read(image);
        return Linker.Link(file, s_profile, new() { KernelBtf = s_profile.Btf });
    }

    private static IEnumerable<Core.Isa.Instruction> Code(byte[] image) => Link(image).Programs.SelectMany(request => request.Instructions);
}
