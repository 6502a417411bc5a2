using System;
using System.Buffers.Binary;
using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Link;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Loads one program (<c>BPF_PROG_LOAD</c>).</summary>
internal sealed unsafe class ProgramLoader(LoadRequest request, byte[] instructions, FileDescriptor btf, ObjectImage image)
{
    private const uint LogLevel = 1;
    private const uint FunctionInfoSize = 8, LineInfoSize = 16;

    /// <summary>Loads without a log first, which is faster; a refusal is repeated with one.</summary>
    /// <exception cref="BpfVerifierException">The verifier refused the program.</exception>
    /// <exception cref="BpfException">The kernel refused it for another reason.</exception>
    public FileDescriptor Load(Action<string, string>? log)
    {
        if (log == null)
        {
            FileDescriptor fd = Attempt([], 0, out int errno);
            if (errno == 0)
                return fd;
            if (errno is Errno.EPERM or Errno.EMFILE or Errno.ENOMEM)
                throw Refused(errno);
        }

        return LoadWithLog(log);
    }

    private FileDescriptor LoadWithLog(Action<string, string>? log)
    {
        // A log that doesn't fit is ENOSPC; how long it is, kernels say since 6.4 only.
        const int smallest = 1 << 16, largest = (1 << 30) - 1;
        for (long size = smallest; ; size = long.Min(size * 8, largest))
        {
            byte[] buffer = new byte[size];
            FileDescriptor fd = Attempt(buffer, LogLevel, out int errno);
            if (errno == 0)
            {
                log?.Invoke(request.Name, Text.FromNulTerminated(buffer));
                return fd;
            }

            if (errno == Errno.ENOSPC && size < largest)
                continue;
            string text = Text.FromNulTerminated(buffer);
            throw text.Length == 0 ? Refused(errno) : VerifierFailure.Explain(request, image, errno, text);
        }
    }

    private FileDescriptor Attempt(byte[] log, uint level, out int errno)
    {
        byte[] functions = FunctionInfo();
        byte[] lines = LineInfo();
        fixed (byte* code = instructions, logPointer = log, functionsPointer = functions, linesPointer = lines,
            license = Encoding.UTF8.GetBytes(request.License + '\0'))
        {
            ProgLoadAttr attr = new()
            {
                Type = (uint)request.ProgramType,
                ExpectedAttachType = (uint)request.ExpectedAttachType,
                Instructions = (ulong)code,
                InstructionCount = (uint)(instructions.Length / Instruction.Size),
                License = (ulong)license,
                LogLevel = level,
                LogSize = (uint)log.Length,
                Log = (ulong)logPointer,
                Flags = request.Flags,
                Name = KernelName.From(request.Name),
                AttachBtfId = (uint)request.AttachBtfId,
                BtfFd = btf.IsInvalid ? 0 : (int)btf.DangerousGetHandle(),
                FuncInfoRecordSize = functions.Length == 0 ? 0 : FunctionInfoSize,
                FuncInfo = (ulong)functionsPointer,
                FuncInfoCount = (uint)functions.Length / FunctionInfoSize,
                LineInfoRecordSize = lines.Length == 0 ? 0 : LineInfoSize,
                LineInfo = (ulong)linesPointer,
                LineInfoCount = (uint)lines.Length / LineInfoSize,
            };
            return BpfSyscall.Open(BpfCommand.ProgLoad, ref attr, out errno);
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

    private BpfException Refused(int errno) => new(
        $"Loading program '{request.Name}' ({request.ProgramType})",
        errno,
        errno switch
        {
            Errno.EPERM => Permissions.Explain(request.ProgramType),
            Errno.EINVAL => $"The kernel doesn't know program type {request.ProgramType}, or refuses its attributes before verifying it.",
            Errno.E2BIG => $"It has {instructions.Length / Instruction.Size} instructions; the kernel takes 4096 (with CAP_BPF since Linux 5.2: a million).",
            Errno.EMFILE => "The process has no more file descriptors (ulimit -n).",
            _ => "",
        });
}
