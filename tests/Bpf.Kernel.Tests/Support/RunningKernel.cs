using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.KernelAsking;
using Bpf.Kernels;

namespace Bpf.Kernel.Tests.Support;

/// <summary>The kernel that the tests run on: what it answers, and what the tables say about it.</summary>
internal static class RunningKernel
{
    /// <summary>Its release, from uname(2).</summary>
    public static Version Version => Environment.OSVersion.Version;

    /// <summary>The profile of its release; null where none ships. A point release is the same kernel as far as tables go.</summary>
    public static KernelProfile? Profile { get; } = KernelProfiles.Find($"{Version.Major}.{Version.Minor}");

    /// <summary>Asks the kernel.</summary>
    public static bool Answers(FeatureProbe probe) => probe switch
    {
        FeatureProbe.File file => File.Exists(file.Path),
        FeatureProbe.Map map => Creates(map.Spec),
        FeatureProbe.Load load => RawBpf.Load(load.Request, []).Result == 0,
        FeatureProbe.HelperCall call => Knows(call),
        _ => throw new NotSupportedException($"{probe}"),
    };

    private static bool Creates(MapSpec spec)
    {
        int map = RawBpf.CreateMap(spec);
        RawBpf.Close(map);
        return map > 0;
    }

    private static bool Knows(FeatureProbe.HelperCall call)
    {
        LoadRequest request = new()
        {
            Name = "probe",
            ProgramType = call.ProgramType,
            License = "GPL",
            Instructions = [Asm.Call(call.Helper), Asm.Mov64Imm(Register.R0, 0), Asm.Exit()],
        };
        string log = RawBpf.Load(request, []).Log;
        return !log.Contains("invalid func ") && !log.Contains("unknown func ") && !log.Contains("cannot use helper ");
    }
}
