using System.Globalization;

namespace Bpf.RuntimeBenchmark;

/// <summary>
/// One piece of work before both sides, in turns: C, ours, C again. The least of each counts. Whoever works twice in a row finds its data
/// in the caches, so each does it first without being timed.
/// </summary>
/// <param name="name">What is done.</param>
/// <param name="unit">What a figure is for.</param>
/// <param name="rival">The C side's nanoseconds for a unit.</param>
/// <param name="ours">Our nanoseconds for a unit.</param>
/// <param name="untimed">How often each side does the work before it is timed; 0 for work that starts a process.</param>
internal sealed class Contest(string name, string unit, Func<double> rival, Func<double> ours, int untimed = 1)
{
    private double _rival = double.MaxValue, _again = double.MaxValue, _ours = double.MaxValue;

    /// <summary>Our time by the C side's.</summary>
    public double Ratio => _ours / _rival;

    /// <summary>The C side's time by its own: what the machine alone does to a figure.</summary>
    public double Control => _again / _rival;

    /// <summary>One turn; the first ones don't count.</summary>
    public void Turn(bool counts)
    {
        (double first, double mine, double second) = (Timed(rival), Timed(ours), Timed(rival));
        if (!counts) return;
        _rival = Math.Min(_rival, first);
        _ours = Math.Min(_ours, mine);
        _again = Math.Min(_again, second);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{name,-32} {_rival,12:F1} {_ours,12:F1} ns {unit,-8} {Ratio,6:F3} {Control,8:F3}");

    private double Timed(Func<double> work)
    {
        for (int i = 0; i < untimed; i++) work();
        return work();
    }
}
