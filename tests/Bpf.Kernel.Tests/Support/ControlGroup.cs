namespace Bpf.Kernel.Tests.Support;

/// <summary>A control group (version 2) of a test's own; removed with the test.</summary>
internal sealed class ControlGroup : IDisposable
{
    private readonly string root;

    public ControlGroup()
    {
        Needs.Kernel();
        string? mount = File.ReadLines("/proc/mounts").Select(line => line.Split(' ')).FirstOrDefault(part => part[2] == "cgroup2")?[1];
        Assert.SkipWhen(mount is null, Needs.Lacks + "control groups of version 2");
        root = mount!;
        Path = Directory.CreateDirectory($"{root}/bpf-kernel-tests-{Guid.NewGuid():n}").FullName;
    }

    /// <summary>Its folder.</summary>
    public string Path { get; }

    /// <summary>Runs something with this process in the group.</summary>
    public void Run(Action action)
    {
        string process = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string before = File.ReadLines("/proc/self/cgroup").First(line => line.StartsWith("0::", StringComparison.Ordinal))[3..];
        File.WriteAllText($"{Path}/cgroup.procs", process);
        try
        {
            action();
        }
        finally
        {
            File.WriteAllText($"{root}{before}/cgroup.procs", process);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path);
}
