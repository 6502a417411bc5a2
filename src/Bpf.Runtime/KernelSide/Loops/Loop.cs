namespace Bpf;

/// <summary>Loops that the kernel runs.</summary>
public static class Loop
{
    private const int MaxRounds = 1 << 23;
    private const int TooMany = -7; // -E2BIG

    /// <summary>
    /// Runs a body many times: <c>bpf_loop</c> (Linux 5.17). The verifier checks the body once, however often it runs; on kernels without it
    /// this is a plain loop, whose rounds are all checked.
    /// </summary>
    /// <typeparam name="TState">What the body works on.</typeparam>
    /// <param name="count">How often, at most 8,388,608.</param>
    /// <param name="state">The state that the rounds share.</param>
    /// <param name="body">A <c>static</c> lambda or method.</param>
    /// <returns>The rounds made, the one that ended the loop included; -7 (<c>-E2BIG</c>), with none made, where there are too many.</returns>
    public static int Repeat<TState>(int count, ref TState state, LoopBody<TState> body) where TState : unmanaged
    {
        if ((uint)count > MaxRounds)
            return TooMany;
        for (int i = 0; i < count; i++)
        {
            if (body((uint)i, ref state) == LoopControl.Break)
                return i + 1;
        }

        return count;
    }
}
