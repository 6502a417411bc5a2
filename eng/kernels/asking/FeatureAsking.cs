using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.KernelAsking;

/// <summary>Asks for features, map types and attach types.</summary>
public static class FeatureAsking
{
    private const string Vmlinux = "/sys/kernel/btf/vmlinux";

    private static readonly Lazy<BtfTypes?> s_types = new(static () => File.Exists(Vmlinux) ? BtfTypes.Read(File.ReadAllBytes(Vmlinux)) : null);

    /// <summary>The running kernel's own types; null where it has none at hand.</summary>
    public static BtfTypes? Types => s_types.Value;

    /// <summary>True where the kernel has what is probed for.</summary>
    public static bool Answers(FeatureProbe probe) => probe switch
    {
        FeatureProbe.File file => File.Exists(file.Path),
        FeatureProbe.Map map => Creates(map.Spec),
        FeatureProbe.Load load => RawBpf.Load(load.Request, []).Result == 0,
        FeatureProbe.HelperCall call => CallAsking.Helper(new(call.ProgramType, 0), call.Helper),
        FeatureProbe.Attached attached => Types is { } types && attached.ToRequest(types) is { } request && RawBpf.Load(request, []).Result == 0,
        FeatureProbe.KernelType type => Types is { } types && types.Find(type.Name, BtfKind.Struct) != 0,
        FeatureProbe.KernelFunction function => Types is { } types && types.Find(function.Name, BtfKind.Func) != 0,
        _ => throw new NotSupportedException($"{probe}"),
    };

    /// <summary>True where the kernel creates a map as the row asks for.</summary>
    public static bool Creates(MapTypeInfo row)
    {
        MapSpec spec = MapSamples.Of(row);
        int map = MapSamples.Create(row, spec);
        RawBpf.Close(map);
        return map > 0;
    }

    /// <summary>The expected attach types that programs of a type load with; empty where the kernel does not look at it.</summary>
    public static SortedSet<AttachType> AttachTypes(ProgramType type)
    {
        AttachType[] all = [.. Enum.GetValues<AttachType>().Where(attach => new LoadSite(type, attach, type == ProgramType.Syscall ? 1u << 4 : 0).IsThere())];
        return all.Contains(AttachType.XBpfAttachType) ? [] : [.. all];
    }

    private static bool Creates(MapSpec spec)
    {
        int map = RawBpf.CreateMap(spec);
        RawBpf.Close(map);
        return map > 0;
    }
}
