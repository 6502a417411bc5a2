using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Values that belong to tasks, control groups, sockets and files: written by programs, read by user space, and the other way round.</summary>
public sealed class OwnedTests
{
    private const int Established = 1;

    private static Owned.Loaded Load(Feature feature)
    {
        Needs.Features(feature, Feature.BtfTracepoints);
        return Owned.Load(new() { Process = (uint)Environment.ProcessId });
    }

    [Fact]
    public void A_task_has_a_value_for_as_long_as_it_lives()
    {
        using Owned.Loaded owned = Load(Feature.TaskStorage);
        using (owned.OnStart.Attach())
        {
            using Process child = Process.Start("/bin/sleep", "60");
            try
            {
                ulong starts = 0;
                Assert.True(SpinWait.SpinUntil(() => owned.OfTasks.TryGetValue(child.Id, out starts), TimeSpan.FromSeconds(60)));
                Assert.Equal(7ul, starts);
                owned.OfTasks.Set(child.Id, 9);
                Assert.True(owned.OfTasks.TryGetValue(child.Id, out starts));
                Assert.Equal(9ul, starts);
                Assert.True(owned.OfTasks.Remove(child.Id));
                Assert.False(owned.OfTasks.Remove(child.Id));
            }
            finally
            {
                child.Kill();
                child.WaitForExit();
            }
        }

        Assert.False(owned.OfTasks.TryGetValue(Environment.ProcessId, out _));
    }

    [Fact]
    public void A_thread_counts_by_itself()
    {
        using Owned.Loaded owned = Load(Feature.TaskStorage);
        using BpfLink link = owned.OnFork.Attach();
        List<ulong> seen = [];
        Thread counting = new(() =>
        {
            for (int i = 0; i < 4; i++)
            {
                Thread started = new(static () => { });
                started.Start();
                started.Join();
                seen.Add(owned.Calls);
            }
        });
        counting.Start();
        counting.Join();
        Assert.Equal([1ul, 2, 3, 1], seen);
    }

    [Fact]
    public void A_control_group_has_a_value()
    {
        using Owned.Loaded owned = Load(Feature.CgroupStorage);
        using BpfLink link = owned.OnGroup.Attach();
        using ControlGroup group = new();
        Assert.True(owned.OfGroups.TryGetValue(group.Path, out ulong value));
        Assert.Equal(42ul, value);
    }

    [Fact]
    public void A_socket_has_a_value()
    {
        using Owned.Loaded owned = Load(Feature.TaskStorage);
        using BpfLink link = owned.OnState.Attach();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.False(owned.OfSockets.TryGetValue(socket, out _));
        socket.Connect(listener.LocalEndpoint);
        Assert.True(owned.OfSockets.TryGetValue(socket, out int state));
        Assert.Equal(Established, state);
    }

    [Fact]
    public void A_folder_has_a_value()
    {
        using Owned.Loaded owned = Load(Feature.Lsm);
        string folder = Directory.CreateTempSubdirectory("bpf-kernel-tests-").FullName;
        try
        {
            using BpfLink link = owned.OnFile.Attach();
            TraceTests.SkipWithoutActiveLsm();
            File.WriteAllText(Path.Combine(folder, "one"), "");
            File.WriteAllText(Path.Combine(folder, "two"), "");
            Assert.True(owned.OfFiles.TryGetValue(folder, out ulong files));
            Assert.Equal(2ul, files);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Maps_of_programs_left_out_are_not_made()
    {
        Needs.Kernel();
        using Owned.Loaded owned = Owned.Load(options: new LoadOptions { LeftOut = new HashSet<string> { "OnGroup" } });
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => owned.OfGroups.TryGetValue("/", out _));
        Assert.Contains("'OfGroups' was not made", refused.Message, StringComparison.Ordinal);
    }
}
