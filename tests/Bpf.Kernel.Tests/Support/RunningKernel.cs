using System.Runtime.InteropServices;
using Bpf.Core.Kernel;
using Bpf.KernelAsking;
using Bpf.Kernels;

namespace Bpf.Kernel.Tests.Support;

/// <summary>The kernel that the tests run on: what it answers, and what the tables say about it.</summary>
internal static class RunningKernel
{
    /// <summary>Its release, from uname(2).</summary>
    public static Version Version => Environment.OSVersion.Version;

    /// <summary>The profile of its release; null where none ships. A point release is the same kernel as far as tables go.</summary>
    public static KernelProfile? Profile { get; } = ForThisMachine(KernelProfiles.Find($"{Version.Major}.{Version.Minor}"));

    /// <summary>Asks the kernel.</summary>
    public static bool Answers(FeatureProbe probe) => FeatureAsking.Answers(probe);

    // Profiles are of x86-64 kernels; what other architectures got later the table of features says.
    private static KernelProfile? ForThisMachine(KernelProfile? profile) => RuntimeInformation.ProcessArchitecture != Architecture.Arm64 || profile is null ? profile : profile with
    {
        Name = $"{profile.Name} on arm64",
        Features = profile.Features.Except(Features.All.Where(static row => row.SinceOnArm64 > Version).Select(static row => row.Feature)),
    };
}
