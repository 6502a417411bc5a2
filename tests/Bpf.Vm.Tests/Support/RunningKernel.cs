using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.Vm.Tests.Support;

/// <summary>The kernel these tests run on, as the oracle for the simulated one: the few bpf(2) commands that takes.</summary>
internal static unsafe partial class RunningKernel
{
    private const int MapCreate = 0, MapLookup = 1, MapUpdate = 2, MapDelete = 3, MapNextKey = 4, ProgLoad = 5, ProgTestRun = 10, MapFreeze = 22;
    private const int AttributeSize = 152;

    /// <summary>Why the oracle cannot be asked; null where it can.</summary>
    public static string? Missing { get; } = Probe();

    /// <summary>Skips a test where the kernel cannot be asked.</summary>
    public static void SkipUnlessPresent() => Assert.SkipUnless(Missing is null, Missing ?? "");

    /// <summary>CPUs that per-CPU values are kept for.</summary>
    public static int PossibleCpus
    {
        get
        {
            string last = File.ReadAllText("/sys/devices/system/cpu/possible").Trim().Split('-', ',')[^1];
            return int.Parse(last, System.Globalization.CultureInfo.InvariantCulture) + 1;
        }
    }

    /// <summary>Makes a map, filled with its initial value and frozen where the spec says so.</summary>
    public static int CreateMap(MapSpec spec)
    {
        Span<byte> attribute = stackalloc byte[AttributeSize];
        attribute.Clear();
        Put(attribute, 0, (int)spec.Type);
        Put(attribute, 4, spec.KeySize);
        Put(attribute, 8, spec.ValueSize);
        Put(attribute, 12, spec.MaxEntries);
        Put(attribute, 16, (int)spec.Flags);
        int fd = Call(MapCreate, attribute);
        if (fd < 0) throw new InvalidOperationException($"The kernel refuses map {spec}: errno {-fd}.");
        if (!spec.InitialValue.IsDefaultOrEmpty && Update(fd, new byte[4], spec.InitialValue.AsSpan(), 0) != 0)
            throw new InvalidOperationException("The kernel refuses the initial value.");
        attribute.Clear();
        Put(attribute, 0, fd);
        if (spec.Frozen && Call(MapFreeze, attribute) != 0) throw new InvalidOperationException("The kernel cannot freeze the map.");
        return fd;
    }

    /// <summary>Loads a program.</summary>
    public static int Load(LoadRequest request, params int[] maps)
    {
        byte[] code = new byte[request.Instructions.Length * 8];
        for (int i = 0; i < request.Instructions.Length; i++)
        {
            Instruction instruction = request.Instructions[i];
            Span<byte> slot = code.AsSpan(i * 8);
            slot[0] = instruction.Opcode;
            slot[1] = (byte)(instruction.Src << 4 | instruction.Dst);
            BinaryPrimitives.WriteInt16LittleEndian(slot[2..], instruction.Offset);
            BinaryPrimitives.WriteInt32LittleEndian(slot[4..], instruction.Imm);
        }
        byte[] license = Encoding.ASCII.GetBytes(request.License + "\0"), log = new byte[1 << 20];
        Span<byte> attribute = stackalloc byte[AttributeSize];
        attribute.Clear();
        fixed (byte* codePointer = code, licensePointer = license, logPointer = log)
        fixed (int* mapsPointer = maps)
        {
            Put(attribute, 0, (int)request.ProgramType);
            Put(attribute, 4, request.Instructions.Length);
            Put(attribute, 8, codePointer);
            Put(attribute, 16, licensePointer);
            Put(attribute, 24, 1);
            Put(attribute, 28, log.Length);
            Put(attribute, 32, logPointer);
            Put(attribute, 44, (int)request.Flags);
            Put(attribute, 68, (int)request.ExpectedAttachType);
            Put(attribute, 120, mapsPointer);
            int fd = Call(ProgLoad, attribute);
            if (fd >= 0) return fd;
            string text = Encoding.UTF8.GetString(log).TrimEnd('\0');
            throw new InvalidOperationException($"The kernel refuses the program, errno {-fd}: {text[Math.Max(0, text.Length - 2000)..]}");
        }
    }

    /// <summary>Runs a program once (BPF_PROG_TEST_RUN).</summary>
    /// <returns>Its result and the packet it left.</returns>
    public static (uint Result, byte[] Packet) Run(int program, byte[]? packet = null)
    {
        packet ??= new byte[64];
        byte[] output = new byte[8192];
        Span<byte> attribute = stackalloc byte[AttributeSize];
        attribute.Clear();
        fixed (byte* input = packet, outputPointer = output)
        {
            Put(attribute, 0, program);
            Put(attribute, 8, packet.Length);
            Put(attribute, 12, output.Length);
            Put(attribute, 16, input);
            Put(attribute, 24, outputPointer);
            Put(attribute, 32, 1);
            int error = Call(ProgTestRun, attribute);
            if (error < 0) throw new InvalidOperationException($"The kernel cannot run the program: errno {-error}.");
        }
        int length = BinaryPrimitives.ReadInt32LittleEndian(attribute[12..]);
        return (BinaryPrimitives.ReadUInt32LittleEndian(attribute[4..]), output[..length]);
    }

    public static int Lookup(int map, ReadOnlySpan<byte> key, Span<byte> value) => Element(MapLookup, map, key, value, 0);

    public static int Update(int map, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags) => Element(MapUpdate, map, key, value, flags);

    public static int Delete(int map, ReadOnlySpan<byte> key) => Element(MapDelete, map, key, default, 0);

    public static int NextKey(int map, ReadOnlySpan<byte> key, Span<byte> next) => Element(MapNextKey, map, key, next, 0);

    /// <summary>Maps a ring buffer's consumer position, so that it can be moved.</summary>
    public static ulong* MapConsumer(int map)
    {
        void* page = Mmap(null, 4096, 3, 1, map, 0);
        return page != (void*)-1 ? (ulong*)page : throw new InvalidOperationException("The kernel cannot map the ring buffer.");
    }

    public static void Close(int fd) => _ = CloseDescriptor(fd);

    private static int Element(int command, int map, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ulong flags)
    {
        Span<byte> attribute = stackalloc byte[AttributeSize];
        attribute.Clear();
        fixed (byte* keyPointer = key, valuePointer = value)
        {
            Put(attribute, 0, map);
            Put(attribute, 8, keyPointer);
            Put(attribute, 16, valuePointer);
            BinaryPrimitives.WriteUInt64LittleEndian(attribute[24..], flags);
            return Call(command, attribute);
        }
    }

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux() || !BitConverter.IsLittleEndian) return "the oracle is a little-endian Linux kernel";
        try
        {
            int program = Load(Programs.Request(Programs.Code(Asm.Mov64Imm(0, 0), Asm.Exit())));
            Run(program);
            Close(program);
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    private static int Call(int command, Span<byte> attribute)
    {
        long number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 321 : 280;
        fixed (byte* pointer = attribute)
        {
            long result = Syscall(number, command, pointer, AttributeSize);
            return result < 0 ? -Marshal.GetLastPInvokeError() : (int)result;
        }
    }

    private static void Put(Span<byte> attribute, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(attribute[offset..], value);

    private static void Put(Span<byte> attribute, int offset, void* value) => BinaryPrimitives.WriteUInt64LittleEndian(attribute[offset..], (ulong)value);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Syscall(long number, int command, byte* attribute, uint size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int fd);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Mmap(void* address, nuint length, int protection, int flags, int fd, long offset);
}
