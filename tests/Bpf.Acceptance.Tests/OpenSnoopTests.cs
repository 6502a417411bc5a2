using System.Diagnostics;
using Bpf.Acceptance.Tests.Support;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Acceptance.Tests;

/// <summary>OpenSnoop in the running kernel, held against strace and bpftool.</summary>
public sealed class OpenSnoopTests
{
    private const int PathSize = 255; // and a NUL

    // Results from here down (ERESTARTSYS, include/linux/errno.h) are the kernel's own: the call was interrupted, and strace shows none.
    private const int FirstInternalError = -512;

    [Fact]
    public void Every_open_of_a_large_program_is_reported_as_strace_sees_it_and_counted_as_bpftool_sees_it()
    {
        Requires.Kernel();
        string log = Path.GetTempFileName();
        List<OpenEvent> events = [];
        using OpenSnoop.Loaded snoop = OpenSnoop.Load();
        snoop.Attach();
        using (Process strace = Tool.Start("strace", "-f", "-e", "trace=openat", "-o", log, "dotnet", "--info"))
        {
            Task<string> output = strace.StandardOutput.ReadToEndAsync();
            while (!output.IsCompleted)
                snoop.Events.Poll(TimeSpan.FromMilliseconds(50), (ref readonly OpenEvent e) => events.Add(e));
            strace.WaitForExit();
        }

        snoop.Events.Consume((ref readonly OpenEvent e) => events.Add(e));
        List<StraceLog.Call> calls = StraceLog.Read(log);
        File.Delete(log);

        // A process is named by its first thread, which opens its libraries.
        HashSet<uint> processes = [.. calls.Select(call => call.Thread)];
        List<OpenEvent> ours = events.FindAll(e => processes.Contains(e.Pid));
        Assert.True(calls.Count > 100, $"strace saw {calls.Count} calls");
        Assert.Equal(
            calls.Select(call => (call.Path[..Math.Min(PathSize, call.Path.Length)], call.Result)).Order(),
            ours.Where(e => e.Result > FirstInternalError).Select(e => (e.Path.ToString(), e.Result)).Order());
        Assert.Equal(0ul, snoop.Events.Lost);

        Dictionary<string, string> bpftool = MapDump.ByBpftool(snoop.OpensByPid.Map);
        Assert.All(ours.CountBy(e => e.Pid), process =>
        {
            Assert.Equal((ulong)process.Value, snoop.OpensByPid[process.Key]);
            Assert.Equal(MapDump.Hex((ulong)process.Value), bpftool[MapDump.Hex(process.Key)]);
        });
    }
}
