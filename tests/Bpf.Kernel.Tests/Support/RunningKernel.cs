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
    public static KernelProfile? Profile { get; } = KernelProfiles.Find($"{Version.Major}.{Version.Minor}");

    /// <summary>Asks the kernel.</summary>
    public static bool Answers(FeatureProbe probe) => FeatureAsking.Answers(probe);
}
