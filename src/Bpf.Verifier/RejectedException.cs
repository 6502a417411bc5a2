using System;
using Bpf.Core.Explain;

namespace Bpf.Verifier;

/// <summary>Ends the exploration at the first broken rule; caught in <see cref="Verifier"/>.</summary>
internal sealed class RejectedException(Rejection rejection) : Exception(rejection.KernelMessage)
{
    public Rejection Rejection { get; } = rejection;
}
