using Bpf.Runtime.Tests.Support;
using Bpf.Vm;

namespace Bpf.Runtime.Tests.Generated;

/// <summary>The same program, the same API, in three worlds.</summary>
public sealed class SyscallCounterTests
{
    public enum Where
    {
        Kernel,
        Bytecode,
        Clr,
    }

    private static SyscallCounter.Loaded Load(Where where, SyscallCounter.Config? config = null)
    {
        if (where != Where.Kernel)
            return SyscallCounter.Load(new SimulatedKernel(), config, new() { Mode = where == Where.Clr ? WorldMode.Clr : WorldMode.Bytecode });
        Requires.Kernel();
        return SyscallCounter.Load(config);
    }

    [Theory]
    [InlineData(Where.Kernel)]
    [InlineData(Where.Bytecode)]
    [InlineData(Where.Clr)]
    public void A_run_counts_and_reports_in_every_world(Where where)
    {
        using SyscallCounter.Loaded counter = Load(where, new() { Step = 3 });
        RawTracepointArgs call = new() { Argument1 = 257 };
        Assert.Equal(1, counter.OnEnter.Run(in call));
        Assert.Equal(1, counter.OnEnter.Run(in call));
        Assert.Equal([new(257, 6)], counter.Counts);
        List<ulong> events = [];
        Assert.Equal(2, counter.Events.Consume((ref readonly ulong e) => events.Add(e)));
        Assert.Equal([257ul, 257], events);
    }

    [Theory]
    [InlineData(Where.Kernel)]
    [InlineData(Where.Bytecode)]
    [InlineData(Where.Clr)]
    public async Task Losses_are_told_to_readers_in_every_world(Where where)
    {
        using SyscallCounter.Loaded counter = Load(where);
        ulong lost = 0;
        for (ulong i = 0; i < 400; i++)
        {
            RawTracepointArgs call = new() { Argument1 = i };
            lost += counter.OnEnter.Run(in call) == 0 ? 1u : 0;
        }

        Assert.True(lost > 0);
        Assert.Equal(lost, counter.Events.Lost);
        ulong next = 0;
        await foreach (Event<ulong> e in counter.Events.ReadAllAsync())
        {
            if (e.IsLost)
            {
                Assert.Equal(lost, e.Lost);
                break;
            }

            Assert.Equal(next++, e.Value);
        }

        Assert.Equal(400 - lost, next);
        Assert.Equal(400, counter.Counts.Count());
    }

    [Theory]
    [InlineData(Where.Kernel)]
    [InlineData(Where.Bytecode)]
    [InlineData(Where.Clr)]
    public void Globals_are_read_and_written_in_every_world(Where where)
    {
        using SyscallCounter.Loaded counter = Load(where);
        Assert.Equal(0ul, counter.Faults);
        for (ulong i = 0; i < 1025; i++)
            counter.Counts[i % 1024] = 0;
        RawTracepointArgs call = new() { Argument1 = 5000 };
        counter.OnEnter.Run(in call);
        Assert.Equal(1ul, counter.Faults);
        counter.Faults = 40;
        counter.OnEnter.Run(in call);
        Assert.Equal(41ul, counter.Faults);
    }

    [Fact]
    public void A_value_outside_of_its_declared_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyscallCounter.Load(new SimulatedKernel(), new() { Step = 101 }));

    [Fact]
    public void Attached_it_sees_the_system_calls_of_this_process()
    {
        using SyscallCounter.Loaded counter = Load(Where.Kernel);
        counter.Attach();
        _ = File.Exists("/nowhere");
        Assert.NotEmpty(counter.Counts);
    }
}
