using Bpf;
using Bpf.Vm;

/// <summary>The probe on the CLR, where a breakpoint in it works, and as the bytecode it is compiled to. Neither needs root, nor Linux.</summary>
public sealed class OpenSnoopTests
{
    private readonly SimulatedKernel kernel = new() { CurrentTask = new(pid: 101, tgid: 100, "cat") };

    public static TheoryData<WorldMode> Worlds => [WorldMode.Clr, WorldMode.Bytecode];

    [Theory, MemberData(nameof(Worlds))]
    public void An_open_is_reported_with_who_what_and_what_came_of_it(WorldMode world)
    {
        using OpenSnoop.Loaded snoop = Load(world);

        Open(snoop, "/etc/hosts", result: 3);

        OpenEvent e = Assert.Single(EventsOf(snoop));
        Assert.Equal(100u, e.Pid);
        Assert.Equal("cat", e.Comm.ToString());
        Assert.Equal("/etc/hosts", e.Path.ToString());
        Assert.Equal(3, e.Result);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void A_failed_open_is_reported_with_its_error(WorldMode world)
    {
        using OpenSnoop.Loaded snoop = Load(world);

        Open(snoop, "/nowhere", result: -2);

        Assert.Equal(-2, Assert.Single(EventsOf(snoop)).Result);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void A_long_path_is_cut(WorldMode world)
    {
        using OpenSnoop.Loaded snoop = Load(world);
        string path = string.Concat(Enumerable.Repeat("/folder", 100));

        Open(snoop, path);

        Assert.Equal(path[..255], Assert.Single(EventsOf(snoop)).Path.ToString());
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Opens_are_counted_by_process(WorldMode world)
    {
        using OpenSnoop.Loaded snoop = Load(world);

        Open(snoop, "/a");
        Open(snoop, "/b");
        kernel.CurrentTask = new(pid: 200, tgid: 200, "vim");
        Open(snoop, "/c");

        Assert.Equal(2ul, snoop.OpensByPid[100]);
        Assert.Equal(1ul, snoop.OpensByPid[200]);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Only_the_process_asked_for_is_reported(WorldMode world)
    {
        using OpenSnoop.Loaded snoop = Load(world, new() { TargetPid = 200 });

        Open(snoop, "/a");
        kernel.CurrentTask = new(pid: 201, tgid: 200, "vim");
        Open(snoop, "/b");

        Assert.Equal("/b", Assert.Single(EventsOf(snoop)).Path.ToString());
        Assert.False(snoop.OpensByPid.ContainsKey(100));
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Threads_dont_mix(WorldMode world)
    {
        using OpenSnoop.Loaded snoop = Load(world);

        Enter(snoop, kernel.UserMemory.AddString("/first"));
        kernel.CurrentTask = new(pid: 102, tgid: 100, "cat");
        Enter(snoop, kernel.UserMemory.AddString("/second"));
        Exit(snoop, result: 8);
        kernel.CurrentTask = new(pid: 101, tgid: 100, "cat");
        Exit(snoop, result: 7);

        Assert.Equal([("/second", 8), ("/first", 7)], EventsOf(snoop).Select(e => (e.Path.ToString(), e.Result)));
        Assert.Empty(snoop.Pending);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void An_exit_whose_entry_was_not_seen_is_no_open(WorldMode world)
    {
        using OpenSnoop.Loaded snoop = Load(world);

        Exit(snoop, result: 3);

        Assert.Empty(EventsOf(snoop));
        Assert.Empty(snoop.OpensByPid);
    }

    [Theory, MemberData(nameof(Worlds))]
    public void A_path_that_cant_be_read_is_counted_and_the_open_reported_without_it(WorldMode world)
    {
        using OpenSnoop.Loaded snoop = Load(world);

        Enter(snoop, path: 0xDEAD_0000);
        Exit(snoop, result: -14);

        Assert.Equal(1ul, snoop.Faults);
        Assert.Equal("", Assert.Single(EventsOf(snoop)).Path.ToString());
    }

    [Theory, MemberData(nameof(Worlds))]
    public void Opens_that_a_full_buffer_has_no_room_for_are_counted(WorldMode world)
    {
        using OpenSnoop.Loaded snoop = Load(world, options: new() { MaxEntries = new Dictionary<string, int> { [nameof(OpenSnoop.Loaded.Events)] = 4096 } });

        for (int i = 0; i < 100; i++)
            Open(snoop, $"/{i}");

        ulong lost = snoop.Events.Lost;
        Assert.InRange(lost, 1ul, 99ul);
        Assert.Equal(100 - (int)lost, EventsOf(snoop).Count);
        Assert.Equal(100ul, snoop.OpensByPid[100]);
    }

    private OpenSnoop.Loaded Load(WorldMode world, OpenSnoop.Config? config = null, LoadOptions? options = null) =>
        OpenSnoop.Load(kernel, config, (options ?? new()) with { Mode = world });

    private void Open(OpenSnoop.Loaded snoop, string path, int result = 3)
    {
        Enter(snoop, kernel.UserMemory.AddString(path));
        Exit(snoop, result);
    }

    private static void Enter(OpenSnoop.Loaded snoop, ulong path) => snoop.OnEnter.Run(new() { Filename = new(path) });

    private static void Exit(OpenSnoop.Loaded snoop, int result) => snoop.OnExit.Run(new() { Result = result });

    private static List<OpenEvent> EventsOf(OpenSnoop.Loaded snoop)
    {
        List<OpenEvent> events = [];
        snoop.Events.Consume((ref readonly OpenEvent e) => events.Add(e));
        return events;
    }
}
