using System.Buffers.Binary;
using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.KernelAsking;

/// <summary>A <c>BPF_PROG_LOAD</c> laid out once, which may be made many times: nothing but the call itself is timed.</summary>
/// <param name="request">The program.</param>
/// <param name="maps">The descriptors of its maps, by index.</param>
/// <param name="btf">The type information that its functions are in.</param>
/// <param name="logLevel">What the log says; 0 for no log.</param>
/// <param name="attachProgram">The program that is extended; 0 for none.</param>
/// <param name="log">Takes the log: a pinned array.</param>
public sealed unsafe class PreparedLoad(
    LoadRequest request, ReadOnlySpan<int> maps, int btf = 0, int logLevel = 0, int attachProgram = 0, byte[]? log = null)
{
    private const int AttributeSize = 152, NameSize = 16;

    private readonly byte[] _code = Pinned(InstructionCodec.Encode(Resolve(request.Instructions.AsSpan(), maps)));
    private readonly byte[] _license = Pinned(Encoding.ASCII.GetBytes(request.License + "\0"));
    private readonly byte[] _functions = Pinned(FunctionsOf(request));

    /// <summary>How large the kernel is told that the log's array is, in bytes; 0 for its size. The log must fit in the array anyway.</summary>
    public int LogSize { get; init; }

    /// <summary>An array that stays where it is.</summary>
    public static byte[] Pinned(int length) => GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>Makes the call.</summary>
    /// <returns>The program's descriptor, or the negative error number.</returns>
    public int Make()
    {
        Span<byte> attribute = stackalloc byte[AttributeSize];
        attribute.Clear();
        Put(attribute, 0, (int)request.ProgramType);
        Put(attribute, 4, _code.Length / Instruction.Size);
        PutPointer(attribute, 8, _code);
        PutPointer(attribute, 16, _license);
        if (logLevel > 0 && log is not null)
        {
            log[0] = 0;
            Put(attribute, 24, logLevel);
            Put(attribute, 28, LogSize == 0 ? log.Length : LogSize);
            PutPointer(attribute, 32, log);
        }

        Put(attribute, 44, (int)request.Flags);
        PutName(attribute.Slice(48, NameSize), request.Name);
        Put(attribute, 68, (int)request.ExpectedAttachType);
        Put(attribute, 108, request.AttachBtfId);
        Put(attribute, 112, attachProgram);
        if (_functions.Length > 0)
        {
            Put(attribute, 72, btf);
            Put(attribute, 76, 8);
            PutPointer(attribute, 80, _functions);
            Put(attribute, 88, request.FuncInfo.Length);
        }

        return RawBpf.LoadProgram(attribute);
    }

    private static byte[] Pinned(byte[] bytes)
    {
        byte[] pinned = Pinned(bytes.Length);
        bytes.CopyTo(pinned, 0);
        return pinned;
    }

    private static byte[] FunctionsOf(LoadRequest request)
    {
        byte[] records = new byte[request.FuncInfo.Length * 8];
        for (int i = 0; i < request.FuncInfo.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(records.AsSpan(i * 8), request.FuncInfo[i].InstructionOffset);
            BinaryPrimitives.WriteInt32LittleEndian(records.AsSpan(i * 8 + 4), request.FuncInfo[i].TypeId);
        }

        return records;
    }

    private static Instruction[] Resolve(ReadOnlySpan<Instruction> code, ReadOnlySpan<int> maps)
    {
        Instruction[] resolved = code.ToArray();
        for (int i = 0; i < resolved.Length; i++)
        {
            Instruction load = resolved[i];
            if (load.Opcode != Opcode.LdImmDW || load.Src is not ((byte)PseudoSource.MapIdx or (byte)PseudoSource.MapIdxValue) || (uint)load.Imm >= (uint)maps.Length)
                continue;
            bool value = load.Src == (byte)PseudoSource.MapIdxValue;
            resolved[i] = load with { Src = (byte)(value ? PseudoSource.MapValue : PseudoSource.MapFd), Imm = maps[load.Imm] };
        }

        return resolved;
    }

    // The kernel takes letters, digits, dots and underscores.
    private static void PutName(Span<byte> field, string name)
    {
        for (int i = 0; i < Math.Min(name.Length, NameSize - 1); i++)
            field[i] = (byte)(char.IsAsciiLetterOrDigit(name[i]) || name[i] is '.' or '_' ? name[i] : '_');
    }

    private static void Put(Span<byte> attribute, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(attribute[offset..], value);

    private static void PutPointer(Span<byte> attribute, int offset, byte[] pinned)
    {
        fixed (byte* pointer = pinned)
            BinaryPrimitives.WriteUInt64LittleEndian(attribute[offset..], (ulong)pointer);
    }
}
