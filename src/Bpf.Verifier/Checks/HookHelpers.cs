// Rests on: Documentation/bpf/libbpf/program_types.rst, messages of real verdicts, probes of 6.12.107, 6.18.44 and 7.2.13.
using System;
using Bpf.Core.Kernel;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier.Checks;

/// <summary>Helpers that the hook, not the program type alone, allows.</summary>
internal static class HookHelpers
{
    /// <summary>Whether the hook decides, and how.</summary>
    /// <returns>Null where it doesn't.</returns>
    public static bool? Allows(ProgramType program, AttachType attach, string target, StructOps? structOps, HelperId id) => program switch
    {
        ProgramType.Tracing => AllowsTracing(attach, target, id),
        ProgramType.StructOps when Array.IndexOf(structOps!.Helpers, id) >= 0 =>
            id is not (HelperId.Setsockopt or HelperId.Getsockopt) || target != "release",
        _ => null,
    };

    private static bool? AllowsTracing(AttachType attach, string target, HelperId id)
    {
        bool iterator = attach == AttachType.TraceIter;
        bool trampoline = attach is AttachType.TraceFentry or AttachType.TraceFexit or AttachType.ModifyReturn;
        return id switch
        {
            HelperId.SeqPrintf or HelperId.SeqWrite or HelperId.SeqPrintfBtf => iterator,
            HelperId.Setsockopt or HelperId.Getsockopt => iterator && target is "bpf_iter_tcp" or "bpf_iter_udp" or "bpf_iter_unix",
            HelperId.GetFuncArg or HelperId.GetFuncArgCnt or HelperId.GetFuncIp => trampoline,
            HelperId.GetFuncRet => attach is AttachType.TraceFexit or AttachType.ModifyReturn,
            HelperId.GetAttachCookie => trampoline || attach == AttachType.TraceRawTp,
            _ => null,
        };
    }
}
