using System.Numerics;

namespace Bpf;

/// <summary>Sums over CPUs.</summary>
public static class PerCpuValuesExtensions
{
    /// <summary>The sum over all CPUs, wrapping around as counters do.</summary>
    /// <typeparam name="T">A number.</typeparam>
    /// <param name="values">The values.</param>
    public static T Sum<T>(this PerCpuValues<T> values) where T : unmanaged, INumberBase<T>
    {
        T sum = T.Zero;
        foreach (T value in values.AsSpan())
            sum = unchecked(sum + value);
        return sum;
    }
}
