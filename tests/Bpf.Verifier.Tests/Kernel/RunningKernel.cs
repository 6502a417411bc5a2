using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>The running kernel's verifier, through bpf(2): the oracle.</summary>
internal static unsafe partial class RunningKernel
{
    private const int MapCreate = 0;
    private const int MapUpdate = 2;
    private const int MapFreeze = 22;
    private const int ProgLoad = 5;
    private const int BtfLoad = 18;
    private const int LogSize = 1 << 24;

    public sealed record Answer(bool Accepted, int Processed, string LastLine, string Log);

    /// <summary>False where the process may not load programs.</summary>
    public static bool IsAvailable { get; } = Probe();

    /// <summary>The alias of the running kernel's version, for example <c>6.18</c>.</summary>
    public static string Alias => $"{Environment.OSVersion.Version.Major}.{Environment.OSVersion.Version.Minor}";

    /// <summary>Loads a program, with its maps, and throws both away.</summary>
    /// <param name="request">The program.</param>
    /// <param name="logLevel">What the log says.</param>
    /// <param name="capabilities">With which the program is loaded; its maps are root's.</param>
    public static Answer Verify(LoadRequest request, int logLevel = 1, Capabilities capabilities = Capabilities.SysAdmin)
    {
        int types = request.Btf.IsEmpty ? 0 : LoadTypes(request.Btf);
        int[] maps = [.. request.Maps.Select(map => Create(map, types))];
        try
        {
            return capabilities == Capabilities.SysAdmin
                ? Load(request, maps, types, logLevel) : With(capabilities, () => Load(request, maps, types, logLevel));
        }
        finally
        {
            foreach (int descriptor in types > 0 ? [.. maps, types] : maps)
            {
                _ = Close(descriptor);
            }
        }
    }

    private static Answer With(Capabilities capabilities, Func<Answer> load)
    {
        Answer? answer = null;
        // Capabilities are a thread's: this one ends with them.
        Thread thread = new(() =>
        {
            ulong header = 0x20080522; // _LINUX_CAPABILITY_VERSION_3, and 0 for the calling thread
            uint low = (uint)capabilities, high = (uint)((ulong)capabilities >> 32);
            uint* data = stackalloc uint[] { low, low, 0, high, high, 0 };
            if (Syscall(126, (nint)(&header), (byte*)data, 0) == 0)
            {
                answer = load();
            }
        });
        thread.Start();
        thread.Join();
        return answer ?? throw new InvalidOperationException("capset failed");
    }

    private static Answer Load(LoadRequest request, int[] maps, int types, int logLevel)
    {
        byte[] instructions = Encode(request.Instructions, maps);
        byte[] license = Encoding.ASCII.GetBytes(request.License + '\0');
        byte[] log = GC.AllocateUninitializedArray<byte>(LogSize);
        int[] functions = [.. request.FuncInfo.SelectMany(info => new[] { info.InstructionOffset, info.TypeId })];
        byte* attributes = stackalloc byte[128];
        new Span<byte>(attributes, 128).Clear();
        int descriptor;
        fixed (byte* code = instructions, name = license, text = log)
        fixed (int* records = functions)
        {
            *(uint*)(attributes + 0) = (uint)request.ProgramType;
            *(uint*)(attributes + 4) = (uint)request.Instructions.Length;
            *(ulong*)(attributes + 8) = (ulong)code;
            *(ulong*)(attributes + 16) = (ulong)name;
            *(uint*)(attributes + 24) = (uint)logLevel;
            *(uint*)(attributes + 28) = LogSize;
            *(ulong*)(attributes + 32) = (ulong)text;
            *(uint*)(attributes + 44) = request.Flags;
            *(uint*)(attributes + 68) = (uint)request.ExpectedAttachType;
            if (types > 0)
            {
                *(int*)(attributes + 72) = types;
                *(uint*)(attributes + 76) = 8;
                *(ulong*)(attributes + 80) = (ulong)records;
                *(uint*)(attributes + 88) = (uint)request.FuncInfo.Length;
            }

            text[0] = 0;
            descriptor = (int)Syscall(321, ProgLoad, attributes, 128);
        }

        if (descriptor >= 0)
        {
            _ = Close(descriptor);
        }

        string full = Encoding.UTF8.GetString(log, 0, Array.IndexOf(log, (byte)0));
        return new(descriptor >= 0, ProcessedIn(full), LastLine(full), full);
    }

    private static int ProcessedIn(string log) =>
        ProcessedPattern().Match(log) is { Success: true } match ? int.Parse(match.Groups[1].Value) : 0;

    /// <summary>The reason: the line before the statistics.</summary>
    private static string LastLine(string log) => log.Split('\n').LastOrDefault(line => line.Length > 0
        && !line.StartsWith("processed ", StringComparison.Ordinal)
        && !line.StartsWith("verification time", StringComparison.Ordinal)
        && !line.StartsWith("stack depth", StringComparison.Ordinal)
        && !line.StartsWith("cur state:", StringComparison.Ordinal)
        && !line.StartsWith("old state:", StringComparison.Ordinal)) ?? "";

    private static byte[] Encode(IReadOnlyList<Instruction> instructions, int[] maps)
    {
        byte[] bytes = new byte[instructions.Count * Instruction.Size];
        for (int i = 0; i < instructions.Count; i++)
        {
            Instruction insn = instructions[i];
            if (insn is { Opcode: Opcode.LdImmDW, Src: (byte)PseudoSource.MapIdx or (byte)PseudoSource.MapIdxValue })
            {
                byte source = (byte)(insn.Src == (byte)PseudoSource.MapIdx ? PseudoSource.MapFd : PseudoSource.MapValue);
                insn = insn with { Src = source, Imm = maps[insn.Imm] };
            }

            Span<byte> slot = bytes.AsSpan(i * Instruction.Size);
            slot[0] = insn.Opcode;
            slot[1] = (byte)(insn.Dst | insn.Src << 4);
            BitConverter.TryWriteBytes(slot[2..], insn.Offset);
            BitConverter.TryWriteBytes(slot[4..], insn.Imm);
        }

        return bytes;
    }

    private static int LoadTypes(ImmutableArray<byte> btf)
    {
        byte* attributes = stackalloc byte[128];
        new Span<byte>(attributes, 128).Clear();
        fixed (byte* bytes = btf.AsSpan())
        {
            *(ulong*)(attributes + 0) = (ulong)bytes;
            *(uint*)(attributes + 16) = (uint)btf.Length;
            int descriptor = (int)Syscall(321, BtfLoad, attributes, 128);
            return descriptor >= 0 ? descriptor : throw new InvalidOperationException("the kernel refused the program's BTF");
        }
    }

    private static int Create(MapSpec map, int types)
    {
        byte* attributes = stackalloc byte[128];
        new Span<byte>(attributes, 128).Clear();
        *(uint*)(attributes + 0) = (uint)map.Type;
        *(int*)(attributes + 4) = map.KeySize;
        *(int*)(attributes + 8) = map.ValueSize;
        *(int*)(attributes + 12) = map.MaxEntries;
        *(uint*)(attributes + 16) = map.Flags;
        *(ulong*)(attributes + 64) = map.Extra;
        Encoding.ASCII.GetBytes(map.Name, new Span<byte>(attributes + 28, 15));
        if (map.BtfValueTypeId != 0)
        {
            *(int*)(attributes + 48) = types;
            *(int*)(attributes + 52) = map.BtfKeyTypeId;
            *(int*)(attributes + 56) = map.BtfValueTypeId;
        }

        int descriptor = (int)Syscall(321, MapCreate, attributes, 128);
        return descriptor >= 0 ? Fill(descriptor, map) : throw new InvalidOperationException($"the kernel made no {map.Type} map");
    }

    /// <summary>Stores the first value, and freezes the map where it is to be.</summary>
    private static int Fill(int descriptor, MapSpec map)
    {
        byte* attributes = stackalloc byte[128];
        if (!map.InitialValue.IsEmpty)
        {
            byte[] value = new byte[map.ValueSize];
            map.InitialValue.AsSpan().CopyTo(value);
            int key = 0;
            new Span<byte>(attributes, 128).Clear();
            fixed (byte* bytes = value)
            {
                *(int*)(attributes + 0) = descriptor;
                *(ulong*)(attributes + 8) = (ulong)(&key);
                *(ulong*)(attributes + 16) = (ulong)bytes;
                _ = Syscall(321, MapUpdate, attributes, 128);
            }
        }

        if (map.Frozen)
        {
            new Span<byte>(attributes, 128).Clear();
            *(int*)(attributes + 0) = descriptor;
            _ = Syscall(321, MapFreeze, attributes, 128);
        }

        return descriptor;
    }

    private static bool Probe()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return false;
        }

        LoadRequest request = new()
        {
            Name = "probe",
            ProgramType = ProgramType.SocketFilter,
            License = "GPL",
            Instructions = Assembler.Assemble("r0 = 0\nexit"),
        };
        return Load(request, [], 0, 1).Accepted;
    }

    [GeneratedRegex(@"processed (\d+) insns")]
    private static partial Regex ProcessedPattern();

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long Syscall(long number, long command, byte* attributes, long size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
