using System.Collections.Generic;
using System.IO;
using System.Text;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Attaches a program to many user-space functions by one link (<c>BPF_TRACE_UPROBE_MULTI</c>, Linux 6.6; <c>BPF_TRACE_UPROBE_SESSION</c>, 6.13).</summary>
internal static unsafe class UprobeMulti
{
    /// <summary><c>BPF_F_UPROBE_MULTI_RETURN</c>.</summary>
    private const uint AtReturn = 1;

    /// <param name="program">The program.</param>
    /// <param name="path">The executable or library.</param>
    /// <param name="offsets">The functions' offsets in the file.</param>
    /// <param name="atReturn">True for the functions' returns.</param>
    /// <param name="processId">The process; -1 for all.</param>
    /// <param name="cookies">What the program is told, by function; null for nothing.</param>
    public static BpfLink Attach(ProgramHandle program, string path, ulong[] offsets, bool atReturn, int processId, IReadOnlyList<ulong>? cookies)
    {
        ulong[]? cookieOfEach = Cookies.OfEach(cookies, offsets.Length);
        fixed (byte* pathPointer = Encoding.UTF8.GetBytes(Path.GetFullPath(UserPaths.Find(path)) + '\0'))
        fixed (ulong* offsetsPointer = offsets, cookiesPointer = cookieOfEach)
        {
            LinkCreateAttr attr = new()
            {
                AttachType = (uint)program.AttachType,
                UprobePath = (ulong)pathPointer,
                UprobeOffsets = (ulong)offsetsPointer,
                UprobeCookies = (ulong)cookiesPointer,
                UprobeCount = (uint)offsets.Length,
                UprobeFlags = atReturn ? AtReturn : 0,
                UprobeProcess = processId < 0 ? 0 : (uint)processId,
            };
            string target = $"{offsets.Length} functions of {path}";
            FileDescriptor link = KernelLinks.TryCreate(program, attr, out int errno);
            return errno switch
            {
                0 => new BpfLink(program, target, link),
                Errno.ESRCH => throw new BpfException($"Attaching program '{program.Name}' to {target}", errno, "There is no such process."),
                _ => throw AttachFailure.Describe(
                    program, target, errno, (program.AttachType == AttachType.TraceUprobeSession
                        ? "Sessions of user-space functions take Linux 6.13"
                        : "The kernel can't attach to many functions at once (Linux 6.6 with CONFIG_UPROBE_EVENTS)") + ", or there is no instruction at a place."),
            };
        }
    }
}
