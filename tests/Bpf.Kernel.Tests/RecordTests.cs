using System.Diagnostics;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;
using Bpf.Vm;

namespace Bpf.Kernel.Tests;

/// <summary>Records of tracepoints whose fields the build declares: they hold what happened, wherever the kernel has them.</summary>
public sealed class RecordTests
{
    [Fact]
    public void A_process_is_seen_with_its_path_and_its_end()
    {
        Needs.Kernel();
        using Records.Loaded records = Records.Load();
        int pid;
        using (records.OnExec.Attach())
        using (records.OnExit.Attach())
        using (Process process = Process.Start(new ProcessStartInfo("/bin/cat", "/dev/null"))!)
        {
            pid = process.Id;
            process.WaitForExit();
        }

        ProcessRecord record = records.Processes[pid];
        Assert.Equal((pid, record.Path.ToString().Length + 1), (record.Pid, record.Length));
        Assert.Equal("cat", Path.GetFileName(record.Path.ToString()));
        Assert.Equal(("cat", (byte)'c', 120), (record.Name.ToString(), record.First, record.Priority));
    }

    [Fact]
    public void Arguments_of_system_calls_have_their_names()
    {
        Needs.Kernel();
        using Records.Loaded records = Records.Load(new() { Tgid = (uint)Environment.ProcessId });
        using (records.OnCall.Attach())
            ProcessGroup.Of(0x3fff_fff0);
        Assert.Equal(0x3fff_fff0, records.Argument);
    }

    [Fact]
    public void In_the_simulated_kernel_a_test_makes_the_record()
    {
        SimulatedKernel kernel = new();
        using Records.Loaded records = Records.Load(kernel);
        byte[] path = [.. "/usr/bin/true"u8, 0];
        records.OnExec.Run(new() { Pid = 7, Filename = new(24, (ushort)path.Length) }, path);
        ProcessExit exit = new() { Pid = 7, Prio = 100 };
        "true"u8.CopyTo(exit.Comm);
        records.OnExit.Run(in exit);
        ProcessRecord record = records.Processes[7];
        Assert.Equal(("/usr/bin/true", 14, "true", (byte)'t', 100), (record.Path.ToString(), record.Length, record.Name.ToString(), record.First, record.Priority));
    }
}
