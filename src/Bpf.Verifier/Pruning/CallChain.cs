using System;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Pruning;

/// <summary>The calls that lead to a frame, and the subprogram it runs.</summary>
internal readonly struct CallChain : IEquatable<CallChain>
{
    private readonly int[] callSites;
    private readonly int place;

    public CallChain(VerifierState state, int depth)
        : this(state, depth, state.Frame(depth).Subprogram)
    {
    }

    /// <summary>The calls that lead to a frame, and something in it.</summary>
    public CallChain(VerifierState state, int depth, int place)
    {
        this.place = place;
        callSites = new int[depth];
        for (int i = 0; i < depth; i++)
        {
            callSites[i] = state.Frame(i + 1).CallSite;
        }
    }

    public bool Equals(CallChain other) =>
        place == other.place && callSites.AsSpan().SequenceEqual(other.callSites);

    public override bool Equals(object? obj) => obj is CallChain other && Equals(other);

    public override int GetHashCode()
    {
        int hash = place;
        foreach (int site in callSites)
        {
            hash = hash * 31 + site;
        }

        return hash;
    }
}
