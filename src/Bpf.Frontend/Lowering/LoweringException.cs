using System;

namespace Bpf.Frontend.Lowering;

/// <summary>Gives up the statement at hand, after a diagnostic was reported. Never leaves the front end.</summary>
internal sealed class LoweringException : Exception
{
    public LoweringException()
        : base("Reported.")
    {
    }
}
