using System;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A program of a loaded object, untyped.</summary>
public class BpfProgram
{
    internal BpfProgram(ProgramHandle handle) => Handle = handle;

    /// <summary>A typed view of the same program.</summary>
    /// <param name="program">The program.</param>
    protected BpfProgram(BpfProgram program) => Handle = program.Handle;

    /// <summary>The name in the object.</summary>
    public string Name => Handle.Name;

    /// <summary>The kernel's program type.</summary>
    public ProgramType Type => Handle.Type;

    /// <summary>False where the program was left out (<see cref="LoadOptions.LeftOut"/>, <see cref="RequiresAttribute"/>).</summary>
    public bool IsLoaded => WhyLeftOut == null;

    /// <summary>Why the program was left out, a clause for people; null where it is loaded.</summary>
    public string? WhyLeftOut => Handle.WhyLeftOut;

    internal ProgramHandle Handle { get; }

    /// <summary>The kernel's id of the program, as bpftool shows it.</summary>
    /// <exception cref="NotSupportedException">The program is in a simulated world.</exception>
    public uint Id
    {
        get
        {
            int result = BpfSyscall.GetInfo(Handle.Descriptor, out ProgInfo info);
            return result == 0 ? info.Id : throw new BpfException($"Reading the id of program '{Name}'", -result);
        }
    }

    /// <summary>Opens a program that was pinned.</summary>
    /// <param name="path">A path on a BPF file system (usually <c>/sys/fs/bpf</c>).</param>
    /// <returns>The program; its user disposes it.</returns>
    /// <exception cref="BpfException">There is no program at the path, or it may not be opened.</exception>
    public static BpfOpenedProgram OpenPinned(string path) => BpfOpenedProgram.Of(Pins.Open(path, "bpf-prog", "program"));

    /// <summary>Opens a program of this or another process by the kernel's id of it (<c>BPF_PROG_GET_FD_BY_ID</c>).</summary>
    /// <param name="id">The id, as <see cref="BpfKernel.Programs"/> and bpftool show it.</param>
    /// <returns>The program; its user disposes it.</returns>
    /// <exception cref="BpfException">There is no such program, or it may not be opened: that takes CAP_SYS_ADMIN.</exception>
    public static BpfOpenedProgram Open(uint id) => BpfOpenedProgram.Of(KernelIds.Programs.Open(id));

    /// <summary>Gives the program a path that outlives the process. Delete the file to unpin it.</summary>
    /// <param name="path">A path on a BPF file system (usually <c>/sys/fs/bpf</c>).</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    /// <exception cref="NotSupportedException">The program is in a simulated world.</exception>
    public void Pin(string path) => Pins.Create(Handle.Descriptor, path, $"program '{Name}'");

    /// <summary>Runs the program without its hook: <c>BPF_PROG_TEST_RUN</c>, or a run in the simulated world.</summary>
    /// <param name="packet">The packet, for program types that have one.</param>
    /// <param name="context">The context, as long as the program type's; empty for one the kernel makes.</param>
    /// <param name="repeat">How often to run, for <see cref="BpfRunResult.Duration"/>.</param>
    /// <exception cref="BpfException">The kernel refused; some program types can't be run so.</exception>
    public BpfRunResult Run(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> context = default, int repeat = 1) =>
        Handle.Run(packet, context, repeat);

    internal virtual BpfLink AttachToDeclaredHook() => throw new NotSupportedException($"Program '{Name}' names no hook to attach to.");
}
