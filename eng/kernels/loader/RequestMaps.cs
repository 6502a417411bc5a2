using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.KernelAsking;

namespace Bpf.KernelLoading;

/// <summary>The maps and the type information of a load request, made in the running kernel.</summary>
internal sealed class RequestMaps : IDisposable
{
    private const ulong ArenaAddress = 1ul << 44; // where nothing is mapped: a program needs an arena that is, or that says where it will be
    private const int ForeignType = int.MaxValue; // RequestFile: of type information that was not kept

    /// <summary>Makes them.</summary>
    public RequestMaps(LoadRequest request)
    {
        if (!request.Btf.IsEmpty)
        {
            Btf = RawBpf.LoadBtf(BtfSanitizer.Sanitize(BtfTypes.Read(request.Btf), Environment.OSVersion.Version).AsSpan());
            if (Btf < 0)
                Failure = $"the type information is refused: errno {-Btf}";
        }

        Descriptors = new int[request.Maps.Length];
        for (int i = 0; i < Descriptors.Length && Failure is null; i++)
            Descriptors[i] = Make(request.Maps[i]);
    }

    /// <summary>The maps, by index.</summary>
    public int[] Descriptors { get; }

    /// <summary>The type information; not above 0 where there is none.</summary>
    public int Btf { get; }

    /// <summary>Why the kernel refused one of them; null where it did not.</summary>
    public string? Failure { get; private set; }

    /// <summary>Closes them.</summary>
    public void Dispose()
    {
        Array.ForEach(Descriptors, RawBpf.Close);
        RawBpf.Close(Btf);
    }

    private int Make(MapSpec spec)
    {
        int map = Create(spec);
        if (map < 0)
            Failure ??= $"map {spec.Name} ({spec.Type}) is refused: errno {-map}";
        else if (!spec.InitialValue.IsEmpty && RawBpf.Set(map, spec.InitialValue.AsSpan()) != 0)
            Failure ??= $"map {spec.Name} ({spec.Type}) does not take its content";
        else if (spec.Frozen && RawBpf.Freeze(map) != 0)
            Failure ??= $"map {spec.Name} ({spec.Type}) cannot be frozen";
        return map;
    }

    private int Create(MapSpec spec)
    {
        if (spec.BtfValueTypeId == ForeignType || spec.Type == MapType.StructOps)
        {
            Failure ??= $"map {spec.Name} ({spec.Type}) has types that were not kept";
            return 0;
        }

        if (spec is { Type: MapType.Arena, Extra: 0 })
            spec = spec with { Extra = ArenaAddress };
        // The kernel sets this flag of these by itself, and refuses to be told.
        if (spec.Type is MapType.Devmap or MapType.DevmapHash)
            spec = spec with { Flags = spec.Flags & ~(uint)MapFlags.RdonlyProg };
        int inner = spec.InnerMap is null ? 0 : Create(spec.InnerMap);
        bool typed = spec.BtfValueTypeId != 0;
        int map = RawBpf.CreateMap(spec, typed ? Btf : 0, inner);
        // Many map types refuse types of keys and values; which ones depends on the kernel.
        if (map < 0 && typed)
            map = RawBpf.CreateMap(spec with { BtfKeyTypeId = 0, BtfValueTypeId = 0 }, 0, inner);
        RawBpf.Close(inner);
        return map;
    }
}
