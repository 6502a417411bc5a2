namespace Bpf;

/// <summary>Loops that the kernel runs.</summary>
public static class Loop
{
    private const int MaxRounds = 1 << 23;
    private const int TooMany = -7; // -E2BIG

    /// <summary>
    /// The numbers from 0 on, for <c>foreach</c>. However many they are, the loop verifies on kernels with iterators over numbers
    /// (<c>bpf_iter_num_new</c>, Linux 6.4) or with <c>bpf_loop</c> (Linux 5.17). On others it is a plain loop, whose rounds are all checked.
    /// </summary>
    /// <param name="count">How many, at most 8,388,608; for more, and for less than one, the range is empty.</param>
    public static LoopRange Range(int count) => new(0, (uint)count <= MaxRounds ? count : 0);

    /// <summary>The numbers from one up to before another, for <c>foreach</c>; as <see cref="Range(int)"/>.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The one after the last. The range is empty where it is not above <paramref name="from"/>, or by more than 8,388,608.</param>
    public static LoopRange Range(int from, int to) => new(from, from < to && unchecked((uint)(to - from)) <= MaxRounds ? to - from : 0);

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
