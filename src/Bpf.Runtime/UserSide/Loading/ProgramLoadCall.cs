using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>One <c>BPF_PROG_LOAD</c>, its arguments laid out.</summary>
/// <param name="request">What to load.</param>
/// <param name="instructions">Its code, descriptors placed.</param>
/// <param name="btf">The object's types; an invalid descriptor for none.</param>
/// <param name="target">The program that this one attaches to, or the types of the module; null for the kernel.</param>
/// <param name="modules">The types of the modules that it refers to.</param>
/// <param name="token">The right to load it; null for none.</param>
internal sealed unsafe class ProgramLoadCall(
    LoadRequest request, byte[] instructions, FileDescriptor btf, FileDescriptor? target = null, IReadOnlyList<FileDescriptor>? modules = null,
    FileDescriptor? token = null)
{
    private const uint LogLevel = 1;
    private const uint FunctionInfoSize = 8, LineInfoSize = 16;

    /// <summary>Slots of the program.</summary>
    public int InstructionCount => instructions.Length / Instruction.Size;

    /// <summary>Calls the kernel.</summary>
    /// <param name="log">Takes the verifier's log; empty for none.</param>
    /// <param name="errno">0, or why the kernel refused.</param>
    public FileDescriptor Make(byte[] log, out int errno) => Make(log, out errno, out _);

    /// <summary>Calls the kernel.</summary>
    /// <param name="log">Takes the verifier's log; empty for none.</param>
    /// <param name="errno">0, or why the kernel refused.</param>
    /// <param name="wholeLog">Bytes of the whole log, of which <paramref name="log"/> may hold the end only; 0 before Linux 6.4, which cut its end off.</param>
    public FileDescriptor Make(byte[] log, out int errno, out uint wholeLog)
    {
        byte[] functions = FunctionInfo();
        byte[] lines = LineInfo();
        // Calls count the kernel itself as 0.
        int[] descriptors = modules is { Count: > 0 } ? [0, .. modules.Select(static types => (int)types.DangerousGetHandle())] : [];
        fixed (int* descriptorsPointer = descriptors)
        fixed (byte* code = instructions, logPointer = log, functionsPointer = functions, linesPointer = lines,
            license = Encoding.UTF8.GetBytes(request.License + '\0'))
        {
            ProgLoadAttr attr = new()
            {
                Type = (uint)request.ProgramType,
                ExpectedAttachType = (uint)request.ExpectedAttachType,
                Instructions = (ulong)code,
                InstructionCount = (uint)InstructionCount,
                License = (ulong)license,
                LogLevel = log.Length == 0 ? 0 : LogLevel,
                LogSize = (uint)log.Length,
                Log = (ulong)logPointer,
                Flags = request.Flags | (token == null ? 0 : BpfToken.Flag),
                TokenFd = token?.DangerousGetHandle().ToInt32() ?? 0,
                Name = KernelName.From(request.Name),
                AttachBtfId = (uint)request.AttachBtfId,
                AttachFd = target == null ? 0 : (int)target.DangerousGetHandle(),
                BtfFd = btf.IsInvalid ? 0 : (int)btf.DangerousGetHandle(),
                FuncInfoRecordSize = functions.Length == 0 ? 0 : FunctionInfoSize,
                FuncInfo = (ulong)functionsPointer,
                FuncInfoCount = (uint)functions.Length / FunctionInfoSize,
                LineInfoRecordSize = lines.Length == 0 ? 0 : LineInfoSize,
                LineInfo = (ulong)linesPointer,
                LineInfoCount = (uint)lines.Length / LineInfoSize,
                FdArray = (ulong)descriptorsPointer,
            };
            FileDescriptor loaded = BpfSyscall.Open(BpfCommand.ProgLoad, ref attr, out errno);
            wholeLog = attr.LogTrueSize;
            return loaded;
        }
    }

    /// <summary><c>struct bpf_func_info</c>: instruction, type.</summary>
    private byte[] FunctionInfo()
    {
        if (btf.IsInvalid)
            return [];
        byte[] bytes = new byte[request.FuncInfo.Length * (int)FunctionInfoSize];
        Span<byte> rest = bytes;
        foreach (FuncInfo info in request.FuncInfo)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, info.InstructionOffset);
            BinaryPrimitives.WriteInt32LittleEndian(rest[4..], info.TypeId);
            rest = rest[(int)FunctionInfoSize..];
        }

        return bytes;
    }

    /// <summary><c>struct bpf_line_info</c>: instruction, file, line's text, line (22 bits) and column (10 bits).</summary>
    private byte[] LineInfo()
    {
        if (btf.IsInvalid)
            return [];
        byte[] bytes = new byte[request.LineInfo.Length * (int)LineInfoSize];
        Span<byte> rest = bytes;
        foreach (LineInfo info in request.LineInfo)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, info.InstructionOffset);
            BinaryPrimitives.WriteInt32LittleEndian(rest[4..], info.FileNameOffset);
            BinaryPrimitives.WriteInt32LittleEndian(rest[8..], info.LineOffset);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[12..], ((uint)info.Line << 10) | ((uint)info.Column & 0x3FF));
            rest = rest[(int)LineInfoSize..];
        }

        return bytes;
    }
}
