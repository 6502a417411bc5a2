using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>What it does. By the kernel's attach types.</summary>
public enum SkSkbHook
{
    /// <summary>Says how long the next message of a stream is.</summary>
    StreamParser = AttachType.SkSkbStreamParser,

    /// <summary>Decides on a message that a parser cut.</summary>
    StreamVerdict = AttachType.SkSkbStreamVerdict,

    /// <summary>Decides on what came, as it came (Linux 5.13).</summary>
    Verdict = AttachType.SkSkbVerdict,
}
