using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.KernelAsking;
using Bpf.Kernels;

namespace Bpf.Kernel.Tests.Support;

/// <summary>The kernel that the tests run on: what it answers, and what the tables say about it.</summary>
internal static class RunningKernel
{
    private const string Vmlinux = "/sys/kernel/btf/vmlinux";

    /// <summary>Its release, from uname(2).</summary>
    public static Version Version => Environment.OSVersion.Version;

    /// <summary>The profile of its release; null where none ships. A point release is the same kernel as far as tables go.</summary>
    public static KernelProfile? Profile { get; } = KernelProfiles.Find($"{Version.Major}.{Version.Minor}");

    /// <summary>Its own types; null where it has none at hand.</summary>
    private static BtfTypes? Types => LazyTypes.Value;

    private static Lazy<BtfTypes?> LazyTypes { get; } = new(() => File.Exists(Vmlinux) ? BtfTypes.Read(File.ReadAllBytes(Vmlinux)) : null);

    /// <summary>Asks the kernel.</summary>
    public static bool Answers(FeatureProbe probe) => probe switch
    {
        FeatureProbe.File file => File.Exists(file.Path),
        FeatureProbe.Map map => Creates(map.Spec),
        FeatureProbe.Load load => RawBpf.Load(load.Request, []).Result == 0,
        FeatureProbe.HelperCall call => Knows(call),
        FeatureProbe.Attached attached => Types is { } types && attached.ToRequest(types) is { } request && RawBpf.Load(request, []).Result == 0,
        FeatureProbe.KernelType type => Types is { } types && types.Find(type.Name, BtfKind.Struct) != 0,
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
