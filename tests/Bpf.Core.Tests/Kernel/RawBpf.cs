using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.Tests.Kernel;

/// <summary>bpf(2), as thin as it can be: what the tables are proven against must not be built on what reads the tables.</summary>
internal static unsafe class RawBpf
{
    private const int MapCreate = 0, ProgLoad = 5, BtfLoad = 18, MapFreeze = 22, MapUpdate = 2;
    private const int AttributeSize = 152;

    // A log that does not fit is an error of its own; the proofs load too many programs to make one each.
    [ThreadStatic]
    private static byte[]? s_log;

    /// <summary>Why the kernel cannot be asked; null where it can.</summary>
    public static string? Missing { get; } = Probe();

    /// <summary>Creates a map.</summary>
    /// <returns>Its descriptor, or the negative error number.</returns>
    public static int CreateMap(MapSpec spec, int btf = 0, int inner = 0)
    {
        Span<byte> attribute = stackalloc byte[AttributeSize];
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
        return Call(MapCreate, attribute[..72]);
    }

    /// <summary>Writes element 0 of a map with keys of four bytes, and freezes the map.</summary>
    public static void SetAndFreeze(int map, ReadOnlySpan<byte> value)
    {
        Span<byte> attribute = stackalloc byte[32];
        attribute.Clear();
        int key = 0;
        fixed (byte* bytes = value)
        {
            Put(attribute, 0, map);
            PutPointer(attribute, 8, &key);
            PutPointer(attribute, 16, bytes);
            Assert.Equal(0, Call(MapUpdate, attribute));
        }

        Assert.Equal(0, Call(MapFreeze, attribute[..4]));
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
    /// <returns>0 or the negative error number, and the verifier's log.</returns>
    public static (int Result, string Log) Load(LoadRequest request, ReadOnlySpan<int> maps, int btf = 0)
    {
        byte[] code = InstructionCodec.Encode(Resolve(request.Instructions.AsSpan(), maps));
        byte[] license = Encoding.ASCII.GetBytes(request.License + "\0");
        byte[] log = s_log ??= new byte[1 << 20];
        log[0] = 0;
        int[] functions = [.. request.FuncInfo.SelectMany(info => new[] { info.InstructionOffset, info.TypeId })];
        Span<byte> attribute = stackalloc byte[AttributeSize];
        attribute.Clear();
        fixed (byte* codePointer = code, licensePointer = license, logPointer = log)
        fixed (int* functionPointer = functions)
        {
            Put(attribute, 0, (int)request.ProgramType);
            Put(attribute, 4, code.Length / Instruction.Size);
            PutPointer(attribute, 8, codePointer);
            PutPointer(attribute, 16, licensePointer);
            Put(attribute, 24, 1);
            Put(attribute, 28, log.Length);
            PutPointer(attribute, 32, logPointer);
            Put(attribute, 44, (int)request.Flags);
            Put(attribute, 68, (int)request.ExpectedAttachType);
            if (functions.Length > 0)
            {
                Put(attribute, 72, btf);
                Put(attribute, 76, 8);
                PutPointer(attribute, 80, functionPointer);
                Put(attribute, 88, request.FuncInfo.Length);
            }

            int result = Call(ProgLoad, attribute);
            Close(result);
            int length = Array.IndexOf(log, (byte)0);
            return (Math.Min(result, 0), Encoding.ASCII.GetString(log, 0, Math.Max(length, 0)));
        }
    }

    /// <summary>Closes a descriptor; a negative number is none.</summary>
    public static void Close(int descriptor)
    {
        if (descriptor > 0)
            close(descriptor);
    }

    private static Instruction[] Resolve(ReadOnlySpan<Instruction> code, ReadOnlySpan<int> maps)
    {
        Instruction[] resolved = code.ToArray();
        for (int i = 0; i < resolved.Length; i++)
        {
            Instruction load = resolved[i];
            if (load.Opcode != Opcode.LdImmDW || load.Src is not ((byte)PseudoSource.MapIdx or (byte)PseudoSource.MapIdxValue))
                continue;
            bool value = load.Src == (byte)PseudoSource.MapIdxValue;
            resolved[i] = load with { Src = (byte)(value ? PseudoSource.MapValue : PseudoSource.MapFd), Imm = maps[load.Imm] };
        }

        return resolved;
    }

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return "needs Linux on x86-64";
        int map = CreateMap(new() { Name = "probe", Type = Core.Kernel.MapType.Hash, KeySize = 4, ValueSize = 4, MaxEntries = 1 });
        Close(map);
        return map > 0 ? null : $"the kernel refuses bpf(2) here: errno {-map}";
    }

    private static int Call(int command, Span<byte> attribute)
    {
        fixed (byte* pointer = attribute)
        {
            long result = syscall(321, command, pointer, (nuint)attribute.Length);
            return result < 0 ? -Marshal.GetLastPInvokeError() : (int)result;
        }
    }

    private static void Put(Span<byte> attribute, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(attribute[offset..], value);

    private static void PutPointer(Span<byte> attribute, int offset, void* pointer) =>
        BinaryPrimitives.WriteUInt64LittleEndian(attribute[offset..], (ulong)pointer);

    [DllImport("libc", SetLastError = true)]
    private static extern long syscall(long number, int command, byte* attribute, nuint size);

    [DllImport("libc")]
    private static extern int close(int descriptor);
}
