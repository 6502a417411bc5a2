namespace Bpf;

/// <summary>Numbers in order, for <c>foreach</c>: what <see cref="Loop.Range(int)"/> gives.</summary>
public readonly struct LoopRange
{
    private readonly int first;
    private readonly int count;

    internal LoopRange(int first, int count)
    {
        this.first = first;
        this.count = count;
    }

    /// <summary>What <c>foreach</c> calls.</summary>
    /// <returns>An enumeration that stands before the first number.</returns>
    public Enumerator GetEnumerator() => new(first, count);

    /// <summary>An enumeration of the numbers.</summary>
    public struct Enumerator
    {
        private readonly int first;
        private readonly int count;
        private int next;

        internal Enumerator(int first, int count)
        {
            this.first = first;
            this.count = count;
        }

        /// <summary>The number at hand.</summary>
        public readonly int Current => first + next - 1;

        /// <summary>Goes on to the next number.</summary>
        /// <returns>False where there is none.</returns>
        public bool MoveNext()
        {
            if (next >= count)
                return false;
            next++;
            return true;
        }
    }
}
