using System;
using System.IO;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Asks the running kernel for a feature.</summary>
internal static class FeatureProber
{
    private static readonly string[] UnknownHelper = ["invalid func ", "unknown func ", "cannot use helper "];

    public static bool Ask(FeatureInfo row)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("eBPF is a part of the Linux kernel, and this is not Linux.");
        if (row.Probe is FeatureProbe.File file)
            return File.Exists(file.Path);
        if (RunningKernel.ChargesMemlock)
            Memlock.Raise();
        return row.Probe switch
        {
            FeatureProbe.Map map => Creates(row, map.Spec),
            FeatureProbe.Load load => Loads(row, load.Request),
            FeatureProbe.HelperCall call => Knows(row, call),
            FeatureProbe.Attached attached => RunningKernel.HasTypes && attached.ToRequest(RunningKernel.ReadTypes(null)) is { } request && Loads(row, request),
            FeatureProbe.KernelType type => RunningKernel.HasTypes && RunningKernel.HasTypeName(type.Name),
            FeatureProbe.KernelFunction function => RunningKernel.HasTypes && RunningKernel.HasTypeName(function.Name),
            _ => throw new InvalidOperationException($"Nobody can ask {row.Probe}."),
        };
    }

    private static bool Creates(FeatureInfo row, MapSpec spec)
    {
        MapCreateAttr attr = new()
        {
            Type = (uint)spec.Type,
            KeySize = (uint)spec.KeySize,
            ValueSize = (uint)spec.ValueSize,
            MaxEntries = (uint)spec.MaxEntries,
            Flags = spec.Flags,
        };
        using FileDescriptor map = BpfSyscall.Open(BpfCommand.MapCreate, ref attr, out int errno);
        return Decide(row, null, errno);
    }

    private static bool Loads(FeatureInfo row, LoadRequest request)
    {
        using FileDescriptor program = Load(request, [], out int errno);
        return Decide(row, request.ProgramType, errno);
    }

    /// <summary>A kernel that knows the helper refuses the call for its arguments, and says so in the log.</summary>
    private static bool Knows(FeatureInfo row, FeatureProbe.HelperCall call)
    {
        LoadRequest request = new()
        {
            Name = "probe",
            ProgramType = call.ProgramType,
            License = "GPL",
            Instructions = [Asm.Call(call.Helper), Asm.Mov64Imm(Register.R0, 0), Asm.Exit()],
        };
        byte[] log = new byte[4096];
        using FileDescriptor program = Load(request, log, out int errno);
        if (errno == 0)
            return true;
        // A program type that the kernel doesn't know is refused before there is a log.
        string text = Text.FromNulTerminated(log);
        if (text.Length == 0)
            return Decide(row, call.ProgramType, errno);
        return !Array.Exists(UnknownHelper, phrase => text.Contains(phrase, StringComparison.Ordinal));
    }

    private static FileDescriptor Load(LoadRequest request, byte[] log, out int errno)
    {
        using FileDescriptor noTypes = new(-1);
        return new ProgramLoadCall(request, InstructionCodec.Encode(request.Instructions.AsSpan()), noTypes).Make(log, out errno);
    }

    /// <summary>A refusal is an answer, a want of permission or memory isn't.</summary>
    private static bool Decide(FeatureInfo row, ProgramType? type, int errno) => errno switch
    {
        0 => true,
        Errno.EPERM when Permissions.AreEnough(type) => false, // the kernel refuses it to everybody
        Errno.EPERM => throw new BpfException($"Asking the kernel for {row.Description}", errno, Permissions.Explain(type)),
        Errno.ENOMEM or Errno.EMFILE or Errno.ENFILE => throw new BpfException($"Asking the kernel for {row.Description}", errno),
        _ => false,
    };
}
