using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Fuzz.Frontier;

/// <summary>The running kernel's verifier, through bpf(2); maps are made once for each type of programs, for arrays of programs hold one type only.</summary>
internal sealed unsafe partial class KernelOracle : KernelAnswers
{
    private const int MapCreate = 0;
    private const int ProgLoad = 5;
    private const int LogSize = 1 << 20;
    private const int AttributeSize = 128;

    private readonly byte[] _log = new byte[LogSize];
    private readonly Dictionary<ProgramType, int[]> _maps = [];

    public KernelOracle()
    {
        // Kernels before 5.11 count maps as locked memory.
        const int LockedMemory = 8;
        ulong* unlimited = stackalloc ulong[2] { ulong.MaxValue, ulong.MaxValue };
        _ = SetLimit(160, LockedMemory, unlimited);
    }

    /// <inheritdoc/>
    public override bool AnswersAll => true;

    /// <inheritdoc/>
    public override string Refusal(int number, LoadRequest request)
    {
        if (!_maps.TryGetValue(request.ProgramType, out int[]? maps)) _maps.Add(request.ProgramType, maps = [.. FrontierMaps.All.Select(Create)]);
        byte[] code = Encode(request.Instructions, maps);
        byte[] license = Encoding.ASCII.GetBytes(request.License + '\0');
        byte* attributes = stackalloc byte[AttributeSize];
        new Span<byte>(attributes, AttributeSize).Clear();
        long descriptor;
        fixed (byte* instructions = code, name = license, log = _log)
        {
            *(uint*)attributes = (uint)request.ProgramType;
            *(int*)(attributes + 4) = request.Instructions.Length;
            *(ulong*)(attributes + 8) = (ulong)instructions;
            *(ulong*)(attributes + 16) = (ulong)name;
            *(uint*)(attributes + 24) = 1;
            *(uint*)(attributes + 28) = LogSize;
            *(ulong*)(attributes + 32) = (ulong)log;
            *(uint*)(attributes + 44) = request.Flags;
            log[0] = 0;
            descriptor = Syscall(321, ProgLoad, attributes, AttributeSize);
        }

        if (descriptor >= 0)
        {
            _ = Close((int)descriptor);
            return "";
        }

        string text = Encoding.UTF8.GetString(_log, 0, Array.IndexOf(_log, (byte)0));
        return LeftoverPattern().Replace(LastLine(text), "") is { Length: > 0 } line ? line : "errno " + Marshal.GetLastPInvokeError();
    }

    /// <summary>The reason: the line before the statistics and the states of a loop.</summary>
    private static string LastLine(string log) => log.Split('\n').LastOrDefault(
        line => line.Length > 0 && !line.StartsWith("processed ", StringComparison.Ordinal) && !line.StartsWith("verification time", StringComparison.Ordinal)
            && !line.StartsWith("stack depth", StringComparison.Ordinal) && !line.StartsWith("cur state:", StringComparison.Ordinal)
            && !line.StartsWith("old state:", StringComparison.Ordinal)) ?? "";

    private static byte[] Encode(IReadOnlyList<Instruction> instructions, int[] maps)
    {
        byte[] bytes = new byte[instructions.Count * Instruction.Size];
        for (int i = 0; i < instructions.Count; i++)
        {
            Instruction insn = instructions[i];
            if (insn is { IsWide: true, Src: (byte)PseudoSource.MapIdx or (byte)PseudoSource.MapIdxValue } && (uint)insn.Imm < (uint)maps.Length)
            {
                PseudoSource source = insn.Src == (byte)PseudoSource.MapIdx ? PseudoSource.MapFd : PseudoSource.MapValue;
                insn = insn with { Src = (byte)source, Imm = maps[insn.Imm] };
            }

            Span<byte> slot = bytes.AsSpan(i * Instruction.Size);
            slot[0] = insn.Opcode;
            slot[1] = (byte)(insn.Dst | insn.Src << 4);
            BitConverter.TryWriteBytes(slot[2..], insn.Offset);
            BitConverter.TryWriteBytes(slot[4..], insn.Imm);
        }

        return bytes;
    }

    private static int Create(MapSpec map)
    {
        byte* attributes = stackalloc byte[AttributeSize];
        new Span<byte>(attributes, AttributeSize).Clear();
        *(uint*)attributes = (uint)map.Type;
        *(int*)(attributes + 4) = map.KeySize;
        *(int*)(attributes + 8) = map.ValueSize;
        *(int*)(attributes + 12) = map.MaxEntries;
        *(uint*)(attributes + 16) = map.Flags;
        int descriptor = (int)Syscall(321, MapCreate, attributes, AttributeSize);
        return descriptor >= 0 ? descriptor : throw new InvalidOperationException($"the kernel made no {map.Type} map: errno {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>What stands before or behind a reason where the kernel forgot to end a line.</summary>
    [GeneratedRegex(@"^\d+: \([0-9a-f]{2}\) .*?(?=infinite loop|BPF program is too large)|processed \d+ insns.*$")]
    private static partial Regex LeftoverPattern();

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Syscall(long number, long command, byte* attributes, long size);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial long SetLimit(long number, long resource, ulong* limits);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
