using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Bpf.Core.Isa;

namespace Bpf.Compiler.Tests.Support;

/// <summary>Loads code into the running kernel as a raw tracepoint program and runs it by <c>BPF_PROG_TEST_RUN</c>, by bpf(2) alone.</summary>
internal static unsafe class KernelRunner
{
    private const int ProgLoad = 5, ProgTestRun = 10, RawTracepoint = 17;

    /// <summary>Null where programs can be loaded; else why not.</summary>
    public static string? WhyNot { get; } = Probe();

    /// <summary>Loads a program; its log where the kernel refuses it.</summary>
    public static (int Descriptor, string Log) Load(ImmutableArray<Instruction> code)
    {
        byte[] image = InstructionCodec.Encode(code.AsSpan());
        byte[] log = new byte[1 << 20];
        fixed (byte* instructions = image, logged = log)
        fixed (byte* license = "GPL\0"u8)
        {
            byte* attributes = stackalloc byte[128];
            new Span<byte>(attributes, 128).Clear();
            *(uint*)attributes = RawTracepoint;
            *(uint*)(attributes + 4) = (uint)code.Length;
            *(ulong*)(attributes + 8) = (ulong)instructions;
            *(ulong*)(attributes + 16) = (ulong)license;
            int descriptor = (int)Call(ProgLoad, attributes, 128);
            if (descriptor >= 0)
                return (descriptor, "");
            *(uint*)(attributes + 24) = 1;
            *(uint*)(attributes + 28) = (uint)log.Length;
            *(ulong*)(attributes + 32) = (ulong)logged;
            Call(ProgLoad, attributes, 128);
        }

        return (-1, Encoding.UTF8.GetString(log).TrimEnd('\0'));
    }

    /// <summary>The low 32 bits of what the program returns for a context.</summary>
    public static uint Run(int descriptor, byte[] context)
    {
        fixed (byte* input = context)
        {
            byte* attributes = stackalloc byte[128];
            new Span<byte>(attributes, 128).Clear();
            *(uint*)attributes = (uint)descriptor;
            *(uint*)(attributes + 40) = (uint)context.Length;
            *(ulong*)(attributes + 48) = (ulong)input;
            Assert.Equal(0, Call(ProgTestRun, attributes, 128));
            return *(uint*)(attributes + 4);
        }
    }

    public static void Close(int descriptor) => close(descriptor);

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return "bpf(2) is called by its x86-64 number";
        (int descriptor, string _) = Load([new Instruction(Opcode.AluMovK), new Instruction(Opcode.JmpExit)]);
        if (descriptor < 0)
            return "the kernel lets this user load no programs";
        Close(descriptor);
        return null;
    }

    private static long Call(int command, byte* attributes, int size) => syscall(321, command, attributes, size);

    [DllImport("libc")]
    private static extern long syscall(long number, int command, byte* attributes, int size);

    [DllImport("libc")]
    private static extern int close(int descriptor);
}
