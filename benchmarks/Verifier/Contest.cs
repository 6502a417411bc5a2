using System.Diagnostics;
using Bpf.Core.Link;

namespace Bpf.VerifierBenchmark;

/// <summary>One program before the running kernel and both builds of the simulator, in turns: the least of each counts.</summary>
internal sealed class Contest : IDisposable
{
    private readonly KernelSide _kernel;
    private readonly Side _net, _standard;
    private long _load = long.MaxValue, _verification = long.MaxValue;

    public Contest(string name, LoadRequest request, KernelSide kernel, Simulator net, Simulator standard)
    {
        Name = Path.HasExtension(name) ? Path.GetFileName(Path.GetDirectoryName(name)) + "/" + Path.GetFileNameWithoutExtension(name) : name;
        _kernel = kernel;
        _net = new(net, net.Prepare(request));
        _standard = new(standard, standard.Prepare(request));
        string verdict = kernel.Load().Accepted ? nameof(Bpf.Verifier.Verdict.Accept) : nameof(Bpf.Verifier.Verdict.Reject);
        ProcessedByKernel = kernel.LoadWithFigures()?.Processed ?? -1;
        Agrees = ProcessedByKernel >= 0 && _net.Turn() == verdict && _standard.Turn() == verdict;
    }

    /// <summary>The last parts of the program's name.</summary>
    public string Name { get; }

    /// <summary>True where kernel and simulator say the same: only then they did the same work.</summary>
    public bool Agrees { get; }

    /// <summary>Instructions that the kernel processed.</summary>
    public int ProcessedByKernel { get; private set; }

    /// <summary>Instructions that the simulator processed.</summary>
    public int Processed => _net.Processed;

    /// <summary>Bytes that the last run of the netstandard2.0 build allocated.</summary>
    public long Allocated => _standard.Allocated;

    /// <summary>The least time of the whole load.</summary>
    public TimeSpan Load => Stopwatch.GetElapsedTime(0, _load);

    /// <summary>The least time of the kernel's verifier by itself, as it states it.</summary>
    public TimeSpan Verification => TimeSpan.FromMicroseconds(Math.Max(_verification, 1));

    /// <summary>The least time of the simulator's net10.0 build.</summary>
    public TimeSpan Net => _net.Least;

    /// <summary>The least time of its netstandard2.0 build.</summary>
    public TimeSpan Standard => _standard.Least;

    /// <summary>A verification by each build that doesn't count.</summary>
    public void Warm()
    {
        _net.Turn();
        _standard.Turn();
        _net.Forget();
        _standard.Forget();
    }

    /// <summary>Turns until the least times are steady: so many, or fewer where they take long.</summary>
    public Contest Run()
    {
        const int Rounds = 25, Fewest = 3;
        TimeSpan budget = TimeSpan.FromSeconds(3);
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < Rounds && (round < Fewest || Stopwatch.GetElapsedTime(start) < budget); round++) Turn();
        return this;
    }

    private void Turn()
    {
        _load = Math.Min(_load, _kernel.Load().Ticks);
        _net.Turn();
        _verification = Math.Min(_verification, _kernel.LoadWithFigures()!.Value.Microseconds);
        _standard.Turn();
    }

    /// <inheritdoc/>
    public void Dispose() => _kernel.Dispose();

    /// <summary>One build of the simulator with the program.</summary>
    private sealed class Side(Simulator simulator, object request)
    {
        private long _least = long.MaxValue;

        public TimeSpan Least => Stopwatch.GetElapsedTime(0, _least);

        public int Processed { get; private set; }

        public long Allocated { get; private set; }

        public void Forget() => _least = long.MaxValue;

        /// <returns>The verdict.</returns>
        public string Turn()
        {
            Simulator.Run run = simulator.Verify(request);
            Processed = run.Processed;
            Allocated = run.Allocated;
            _least = Math.Min(_least, run.Ticks);
            return run.Verdict;
        }
    }
}
