using System.Runtime.InteropServices;
using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.Differential.Tests;

/// <summary>Runs a program in the running kernel, by <c>BPF_PROG_TEST_RUN</c>. Layouts: <c>union bpf_attr</c>, include/uapi/linux/bpf.h.</summary>
internal sealed unsafe partial class KernelWorld : IDisposable
{
    private const int BpfSyscall = 321; // x86-64
    private const int ProgLoad = 5;
    private const int ProgTestRun = 10;
    private const int LogSize = 1 << 16;
    private readonly int _program;

    private KernelWorld(int program) => _program = program;

    /// <summary>True where this process may load programs here.</summary>
    public static bool IsAvailable { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 && CanLoad();

    /// <summary>Loads a program; null with the kernel's log where it refuses.</summary>
    public static KernelWorld? Load(LoadRequest request, out string log)
    {
        byte[] code = InstructionCodec.Encode(request.Instructions.AsSpan());
        byte[] license = [.. Encoding.ASCII.GetBytes(request.License), 0];
        byte[] text = new byte[LogSize];
        fixed (byte* codePointer = code, licensePointer = license, textPointer = text)
        {
            LoadAttributes attributes = new()
            {
                ProgramType = (uint)request.ProgramType,
                InstructionCount = (uint)request.Instructions.Length,
                Instructions = (ulong)codePointer,
                License = (ulong)licensePointer,
                ExpectedAttachType = (uint)request.ExpectedAttachType,
            };
            int program = (int)Syscall(BpfSyscall, ProgLoad, &attributes, sizeof(LoadAttributes));
            if (program < 0)
            {
                (attributes.LogLevel, attributes.LogSize, attributes.Log) = (1, LogSize, (ulong)textPointer);
                program = (int)Syscall(BpfSyscall, ProgLoad, &attributes, sizeof(LoadAttributes));
            }

            log = Encoding.ASCII.GetString(text).TrimEnd('\0');
            return program < 0 ? null : new(program);
        }
    }

    public Outcome Run(ulong[] input)
    {
        byte* data = stackalloc byte[CorpusTests.FrameSize];
        Span<byte> frame = new(data, CorpusTests.FrameSize);
        frame.Clear();
        CorpusTests.WriteFrame(frame, input);
        TestRunAttributes attributes = new()
        {
            Program = (uint)_program,
            SizeIn = CorpusTests.FrameSize,
            SizeOut = CorpusTests.FrameSize,
            DataIn = (ulong)data,
            DataOut = (ulong)data,
            Repeat = 1,
        };
        if (Syscall(BpfSyscall, ProgTestRun, &attributes, sizeof(TestRunAttributes)) < 0)
            throw new InvalidOperationException("BPF_PROG_TEST_RUN failed with errno " + Marshal.GetLastPInvokeError());
        return CorpusTests.ReadFrame(attributes.Result, frame);
    }

    public void Dispose() => Close(_program);

    private static bool CanLoad()
    {
        using KernelWorld? world = Load(
            new() { Name = "probe", ProgramType = Core.Kernel.ProgramType.Xdp, License = "GPL", Instructions = [Asm.Mov64Imm(0, 2), Asm.Exit()] }, out _);
        return world is not null;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Syscall(nint number, nint command, void* attributes, nint size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [StructLayout(LayoutKind.Explicit, Size = 120)]
    private struct LoadAttributes
    {
        [FieldOffset(0)] public uint ProgramType;
        [FieldOffset(4)] public uint InstructionCount;
        [FieldOffset(8)] public ulong Instructions;
        [FieldOffset(16)] public ulong License;
        [FieldOffset(24)] public uint LogLevel;
        [FieldOffset(28)] public uint LogSize;
        [FieldOffset(32)] public ulong Log;
        [FieldOffset(68)] public uint ExpectedAttachType;
    }

    [StructLayout(LayoutKind.Explicit, Size = 80)]
    private struct TestRunAttributes
    {
        [FieldOffset(0)] public uint Program;
        [FieldOffset(4)] public uint Result;
        [FieldOffset(8)] public uint SizeIn;
        [FieldOffset(12)] public uint SizeOut;
        [FieldOffset(16)] public ulong DataIn;
        [FieldOffset(24)] public ulong DataOut;
        [FieldOffset(32)] public uint Repeat;
    }
}
