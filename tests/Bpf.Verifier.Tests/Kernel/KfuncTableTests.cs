using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Who may call which kernel function is what the running kernel says.</summary>
public class KfuncTableTests
{
    private static readonly (ProgramType Type, AttachType Attach)[] Programs =
    [
        (ProgramType.SocketFilter, 0), (ProgramType.Kprobe, 0), (ProgramType.SchedCls, 0), (ProgramType.SchedAct, 0),
        (ProgramType.Tracepoint, 0), (ProgramType.Xdp, 0), (ProgramType.PerfEvent, 0), (ProgramType.CgroupSkb, 0),
        (ProgramType.CgroupSock, AttachType.CgroupInetSockCreate), (ProgramType.LwtXmit, 0), (ProgramType.SockOps, AttachType.CgroupSockOps),
        (ProgramType.SkSkb, 0), (ProgramType.SkMsg, AttachType.SkMsgVerdict), (ProgramType.RawTracepoint, 0),
        (ProgramType.CgroupSockAddr, AttachType.CgroupInet4Bind), (ProgramType.SkReuseport, 0), (ProgramType.FlowDissector, 0),
        (ProgramType.SkLookup, AttachType.SkLookup), (ProgramType.Syscall, 0),
    ];

    [Fact]
    public void Every_row_allows_what_the_kernel_allows()
    {
        Oracle.SkipUnlessComparable();
        KernelProfile profile = KernelProfiles.Find("6.18")!;
        BtfTypes types = profile.Btf!;
        List<string> wrong = [];
        foreach (Kfunc row in Core.Kernel.Kfuncs.All)
        {
            int id = types.Find(row.Name, BtfKind.Func);
            if (id == 0)
            {
                continue;
            }

            foreach ((ProgramType type, AttachType attach) in Programs)
            {
                RunningKernel.Answer answer = RunningKernel.Verify(new LoadRequest
                {
                    Name = "test",
                    ProgramType = type,
                    ExpectedAttachType = attach,
                    License = "GPL",
                    Flags = type == ProgramType.Syscall ? 16u : 0,
                    Instructions = [Asm.CallKfunc(id), .. Assembler.Assemble("r0 = 0\nexit")],
                });
                bool allowed = answer.LastLine != $"calling kernel function {row.Name} is not allowed";
                bool denied = profile.Kfuncs.TryGetValue(type, out ImmutableHashSet<string>? called) && !called.Contains(row.Name);
                if (allowed != (row.Allows(type, attach, profile.Version) && !denied))
                {
                    wrong.Add($"{row.Name} in {type}: kernel {allowed} ({answer.LastLine})");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
