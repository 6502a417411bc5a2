using System.Buffers.Binary;
using System.Text;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.KernelAsking;

/// <summary>
/// bpf(2), as thin as it can be: what the tables are proven against must not be built on what reads the tables. Offsets are those of
/// <c>union bpf_attr</c>, include/uapi/linux/bpf.h.
/// </summary>
public static unsafe partial class RawBpf
{
    /// <summary><c>BPF_LOG_LEVEL1</c>: what is wrong and how the verifier got there.</summary>
    public const int LogSteps = 1;

    /// <summary><c>BPF_LOG_STATS</c>: what is wrong, and the verifier's figures.</summary>
    public const int LogFigures = 4;

    private const int MapCreate = 0, MapUpdate = 2, ProgLoad = 5, TestRunCommand = 10, BtfLoad = 18, MapFreeze = 22;
    private const int MapAttributeSize = 72;

    // A log that does not fit is an error of its own; the proofs load too many programs to make one each.
    [ThreadStatic]
    private static byte[]? s_log;

    /// <summary>Why the kernel cannot be asked; null where it can.</summary>
    public static string? Missing { get; } = Probe();

    /// <summary>Creates a map.</summary>
    /// <param name="spec">Its shape; its content is not set.</param>
    /// <param name="btf">The type information that its types are in.</param>
    /// <param name="inner">The map whose shape inner maps have.</param>
    /// <returns>Its descriptor, or the negative error number.</returns>
    public static int CreateMap(MapSpec spec, int btf = 0, int inner = 0)
    {
        Span<byte> attribute = stackalloc byte[MapAttributeSize];
        attribute.Clear();
        Put(attribute, 0, (int)spec.Type);
        Put(attribute, 4, spec.KeySize);
        Put(attribute, 8, spec.ValueSize);
        Put(attribute, 12, spec.MaxEntries);
        Put(attribute, 16, (int)spec.Flags);
        Put(attribute, 20, inner);
        Put(attribute, 48, btf);
        Put(attribute, 52, spec.BtfKeyTypeId);
        Put(attribute, 56, spec.BtfValueTypeId);
        BinaryPrimitives.WriteUInt64LittleEndian(attribute[64..], spec.Extra);
        // Older kernels refuse what is set beyond what they know, and take zeros.
        return Call(MapCreate, attribute);
    }

    /// <summary>Writes element 0 of a map with keys of four bytes.</summary>
    /// <returns>0 or the negative error number.</returns>
    public static int Set(int map, ReadOnlySpan<byte> value)
    {
        Span<byte> attribute = stackalloc byte[32];
        attribute.Clear();
        int key = 0;
        fixed (byte* bytes = value)
        {
            Put(attribute, 0, map);
            PutPointer(attribute, 8, &key);
            PutPointer(attribute, 16, bytes);
            return Call(MapUpdate, attribute);
        }
    }

    /// <summary>Makes a map's content final.</summary>
    /// <returns>0 or the negative error number.</returns>
    public static int Freeze(int map)
    {
        Span<byte> attribute = stackalloc byte[4];
        Put(attribute, 0, map);
        return Call(MapFreeze, attribute);
    }

    /// <summary>Loads type information.</summary>
    /// <returns>Its descriptor, or the negative error number.</returns>
    public static int LoadBtf(ReadOnlySpan<byte> btf)
    {
        Span<byte> attribute = stackalloc byte[32];
        attribute.Clear();
        fixed (byte* bytes = btf)
        {
            PutPointer(attribute, 0, bytes);
            Put(attribute, 16, btf.Length);
            return Call(BtfLoad, attribute);
        }
    }

    /// <summary>Loads a program, and closes it at once.</summary>
    /// <param name="request">The program.</param>
    /// <param name="maps">The descriptors of its maps, by index.</param>
    /// <param name="btf">The type information that its functions are in.</param>
    /// <param name="logLevel">What the log says.</param>
    /// <param name="attachProgram">The program that is extended; 0 for none.</param>
    /// <param name="logSize">How large the kernel is told that the log's buffer is; 0 for its size. The log must be smaller than that anyway.</param>
    /// <returns>0 or the negative error number, and the verifier's log.</returns>
    public static (int Result, string Log) Load(
        LoadRequest request, ReadOnlySpan<int> maps, int btf = 0, int logLevel = LogSteps, int attachProgram = 0, int logSize = 0)
    {
        int result = LoadAndKeep(request, btf, maps, logLevel, attachProgram, logSize);
        Close(result);
        byte[] log = s_log ?? [0];
        int length = Array.IndexOf(log, (byte)0);
        return (Math.Min(result, 0), Encoding.ASCII.GetString(log, 0, Math.Max(length, 0)));
    }

    /// <summary>Loads a program.</summary>
    /// <inheritdoc cref="Load" path="/param"/>
    /// <returns>Its descriptor, or the negative error number.</returns>
    public static int LoadAndKeep(
        LoadRequest request, int btf, ReadOnlySpan<int> maps = default, int logLevel = LogSteps, int attachProgram = 0, int logSize = 0) =>
        new PreparedLoad(request, maps, btf, logLevel, attachProgram, s_log ??= PreparedLoad.Pinned(1 << 20)) { LogSize = logSize }.Make();

    internal static int LoadProgram(Span<byte> attribute) => Call(ProgLoad, attribute);

    /// <summary>Runs a program once on a packet of zeros.</summary>
    /// <returns>What it returned, or the negative error number.</returns>
    public static int TestRun(int program)
    {
        Span<byte> attribute = stackalloc byte[80], packet = stackalloc byte[64];
        attribute.Clear();
        packet.Clear();
        fixed (byte* bytes = packet)
        {
            Put(attribute, 0, program);
            Put(attribute, 8, packet.Length);
            PutPointer(attribute, 16, bytes);
            int result = Call(TestRunCommand, attribute);
            return result < 0 ? result : BinaryPrimitives.ReadInt32LittleEndian(attribute[4..]);
        }
    }

    /// <summary>Closes a descriptor; a negative number is none.</summary>
    public static void Close(int descriptor)
    {
        if (descriptor > 0)
            _ = CloseDescriptor(descriptor);
    }

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux() || BpfNumber is 0)
            return "needs Linux on x86-64 or arm64";
        // Before Linux 5.11 maps count as locked memory.
        ResourceLimit unlimited = new(ulong.MaxValue, ulong.MaxValue);
        _ = SetResourceLimit(LockedMemory, in unlimited);
        int map = CreateMap(new() { Name = "probe", Type = MapType.Hash, KeySize = 4, ValueSize = 4, MaxEntries = 1 });
        Close(map);
        return map > 0 ? null : $"the kernel refuses bpf(2) here: errno {-map}";
    }

    private static void Put(Span<byte> attribute, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(attribute[offset..], value);

    private static void PutPointer(Span<byte> attribute, int offset, void* pointer) =>
        BinaryPrimitives.WriteUInt64LittleEndian(attribute[offset..], (ulong)pointer);
}
