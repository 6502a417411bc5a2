using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Opens the perf events that programs are attached to (perf_event_open(2)).</summary>
internal static unsafe class PerfEvents
{
    private const uint TypeSoftware = 1, TypeTracepoint = 2;

    /// <summary><c>PERF_COUNT_SW_BPF_OUTPUT</c>, <c>PERF_SAMPLE_RAW</c>.</summary>
    private const ulong BpfOutput = 10, SampleRaw = 1 << 10;

    private const nint CloseOnExec = 8;

    /// <summary>The bit <c>freq</c> of <c>struct perf_event_attr</c>.</summary>
    private const ulong ByFrequency = 1 << 10;

    /// <summary><c>PERF_UPROBE_REF_CTR_OFFSET_SHIFT</c>, include/trace/events of uprobes: the format file says <c>ref_ctr_offset: config:32-63</c>.</summary>
    private const int CounterShift = 32;

    private const string PmuFolder = "/sys/bus/event_source/devices";

    public static FileDescriptor OpenTracepoint(ProgramHandle program, string category, string name)
    {
        PerfEventAttr attr = new() { Type = TypeTracepoint, Config = TraceFs.ReadEventId(category, name) };
        return Open(program, $"tracepoint {category}/{name}", ref attr, -1);
    }

    public static FileDescriptor OpenKprobe(ProgramHandle program, string function, ulong offset, bool atReturn)
    {
        if (!File.Exists($"{PmuFolder}/kprobe/type"))
            throw new BpfException(
                $"This kernel has no kprobes (CONFIG_KPROBE_EVENTS): program '{program.Name}' cannot be attached to {function}. " +
                "Use a tracepoint, or fentry where the kernel has it.");
        if (KernelSymbols.Split(function).Module is { } module)
        {
            // Which kernels take a module's name before the function's differs; all take an address.
            ulong address = KernelSymbols.AddressOf(function)
                ?? throw new BpfException($"Module '{module}' is not loaded, has no or several functions of the name in '{function}', or the kernel hides addresses (kernel.kptr_restrict).");
            PerfEventAttr attr = Probe("kprobe", atReturn, 0, address + offset);
            return Open(program, $"kernel function {function}", ref attr, -1);
        }

        fixed (byte* text = Encoding.UTF8.GetBytes(function + '\0'))
        {
            PerfEventAttr attr = Probe("kprobe", atReturn, (ulong)text, offset);
            return Open(program, $"kernel function {function}", ref attr, -1);
        }
    }

    /// <param name="program">The program.</param>
    /// <param name="path">The executable or library.</param>
    /// <param name="offset">The instruction's offset in it.</param>
    /// <param name="atReturn">True for the return of the function that begins there.</param>
    /// <param name="processId">The process; -1 for all.</param>
    /// <param name="counter">Where in the file a counter is that is to be above 0 meanwhile; 0 for none (Linux 4.20).</param>
    public static FileDescriptor OpenUprobe(ProgramHandle program, string path, ulong offset, bool atReturn, int processId, ulong counter = 0)
    {
        if (!File.Exists($"{PmuFolder}/uprobe/type"))
            throw new BpfException($"This kernel has no uprobes (CONFIG_UPROBE_EVENTS): program '{program.Name}' cannot be attached to {path}.");
        fixed (byte* text = Encoding.UTF8.GetBytes(Path.GetFullPath(UserPaths.Find(path)) + '\0'))
        {
            PerfEventAttr attr = Probe("uprobe", atReturn, (ulong)text, offset);
            attr.Config |= counter << CounterShift;
            return Open(program, $"{path}+0x{offset:x}", ref attr, processId);
        }
    }

    /// <summary>Opens an event that is sampled.</summary>
    /// <param name="program">The program that gets the samples.</param>
    /// <param name="sampling">What is sampled, and how often.</param>
    /// <param name="processId">The process; -1 for all.</param>
    /// <param name="cpu">The CPU; -1 for all, where a process is named.</param>
    public static FileDescriptor OpenSampling(ProgramHandle program, PerfSampling sampling, int processId, int cpu)
    {
        PerfEventAttr attr = new()
        {
            Type = sampling.Type,
            Config = sampling.Config,
            SamplePeriod = sampling.Value,
            Bits = sampling.IsFrequency ? ByFrequency : 0,
        };
        return Open(program, sampling.ToString(), ref attr, processId, cpu);
    }

    /// <summary>Opens the event that programs of a CPU write records to.</summary>
    public static FileDescriptor OpenOutput(string map, int cpu)
    {
        PerfEventAttr attr = new()
        {
            Type = TypeSoftware,
            Config = BpfOutput,
            SampleType = SampleRaw,
            SamplePeriod = 1,
            WakeupEvents = 1,
        };
        return Open($"the queue of CPU {cpu}", $"map '{map}'", null, ref attr, -1, cpu);
    }

    private static PerfEventAttr Probe(string pmu, bool atReturn, ulong name, ulong offset) => new()
    {
        Type = uint.Parse(File.ReadAllText($"{PmuFolder}/{pmu}/type"), CultureInfo.InvariantCulture),
        Config = atReturn ? 1ul << ReturnBit(pmu) : 0,
        Config1 = name,
        Config2 = offset,
    };

    /// <summary>Which bit of the configuration asks for a function's return: <c>config:0</c>.</summary>
    private static int ReturnBit(string pmu)
    {
        string format = File.ReadAllText($"{PmuFolder}/{pmu}/format/retprobe").Trim();
        return int.Parse(format.AsSpan(format.IndexOf(':') + 1), CultureInfo.InvariantCulture);
    }

    /// <summary>A probe is no counter: one event on any CPU sees all CPUs; one for a process follows it.</summary>
    private static FileDescriptor Open(ProgramHandle program, string target, ref PerfEventAttr attr, int processId) =>
        Open(program, target, ref attr, processId, processId < 0 ? 0 : -1);

    private static FileDescriptor Open(ProgramHandle program, string target, ref PerfEventAttr attr, int processId, int cpu)
    {
        _ = program.Descriptor; // throws where it was left out, before the event is opened
        return Open(target, $"program '{program.Name}'", program.Type, ref attr, processId, cpu);
    }

    private static FileDescriptor Open(string target, string user, ProgramType? type, ref PerfEventAttr attr, int processId, int cpu)
    {
        attr.Size = (uint)sizeof(PerfEventAttr);
        fixed (PerfEventAttr* pointer = &attr)
        {
            nint fd = Libc.Syscall5(SyscallNumbers.Current.PerfEventOpen, (nint)pointer, processId, cpu, -1, CloseOnExec);
            if (fd >= 0)
                return new FileDescriptor((int)fd);
        }

        int errno = Marshal.GetLastPInvokeError();
        throw new BpfException($"Opening {target} for {user}", errno, errno switch
        {
            Errno.EPERM or Errno.EACCES => Permissions.Explain(type) + " (kernel.perf_event_paranoid guards events, too.)",
            Errno.ENOENT => "There is no such event or function, or the kernel forbids probing it.",
            Errno.ESRCH => "There is no such process.",
            Errno.EINVAL => "There is no instruction to probe at that place.",
            _ => "",
        });
    }
}
