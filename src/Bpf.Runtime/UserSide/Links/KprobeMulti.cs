using System.Collections.Generic;
using System.Linq;
using System.Text;
using Bpf.Core.Kernel;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>Attaches a program to many kernel functions by one link (<c>BPF_TRACE_KPROBE_MULTI</c>, Linux 5.18; <c>BPF_TRACE_KPROBE_SESSION</c>, 6.10).</summary>
internal static unsafe class KprobeMulti
{
    /// <summary><c>BPF_F_KPROBE_MULTI_RETURN</c>.</summary>
    private const uint AtReturn = 1;

    public static BpfLink Attach(ProgramHandle program, string target, IReadOnlyList<string> functions, bool atReturn, IReadOnlyList<ulong>? cookies)
    {
        // All names in one block, NUL-terminated, and where each begins.
        byte[] names = Encoding.UTF8.GetBytes(string.Concat(functions.Select(name => name + '\0')));
        ulong[] starts = new ulong[functions.Count];
        ulong[]? cookieOfEach = Cookies.OfEach(cookies, functions.Count);
        fixed (byte* namesPointer = names)
        fixed (ulong* startsPointer = starts, cookiesPointer = cookieOfEach)
        {
            int start = 0;
            for (int i = 0; i < starts.Length; i++)
            {
                starts[i] = (ulong)(namesPointer + start);
                start += Encoding.UTF8.GetByteCount(functions[i]) + 1;
            }

            LinkCreateAttr attr = new()
            {
                AttachType = (uint)program.AttachType,
                MultiFlags = atReturn ? AtReturn : 0,
                MultiCount = (uint)starts.Length,
                MultiSymbols = (ulong)startsPointer,
                MultiCookies = (ulong)cookiesPointer,
            };
            FileDescriptor link = KernelLinks.TryCreate(program, attr, out int errno);
            return errno switch
            {
                0 => new BpfLink(program, target, link),
                Errno.ESRCH or Errno.ENOENT => throw new BpfException(
                    $"Attaching program '{program.Name}' to {target}", errno, "One of them is not there, is there more than once, or can't be traced."),
                _ => throw AttachFailure.Describe(
                    program, target, errno, program.AttachType == AttachType.TraceKprobeSession
                        ? "Sessions take Linux 6.10 with CONFIG_FPROBE." : "The kernel can't attach to many functions at once: that takes Linux 5.18 with CONFIG_FPROBE."),
            };
        }
    }
}
