using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Records from user space to programs.</summary>
public sealed class OrderTests
{
    [Fact]
    public void A_program_takes_what_user_space_put_in()
    {
        using Orders.Loaded orders = Load();
        Assert.Equal(0, orders.Take.Run(new RawTracepointArgs()));
        for (uint i = 1; i <= 4; i++)
            Assert.True(orders.Queue.TrySubmit(new Order { Kind = 4 - i, Number = i }));
        Assert.Equal(4, orders.Take.Run(new RawTracepointArgs())); // the last one ends it
        Assert.Equal(6ul, orders.Sum);
        Assert.Equal(0, orders.Queue.PendingBytes);
    }

    [Fact]
    public void A_full_buffer_takes_no_more_until_a_program_has_made_room()
    {
        using Orders.Loaded orders = Load();
        for (int round = 1; round <= 3; round++)
        {
            for (int i = 0; i < orders.Queue.Capacity; i++)
                Assert.True(orders.Queue.TrySubmit(new Order { Kind = 1, Number = 1 }));
            Assert.False(orders.Queue.TrySubmit(new Order { Kind = 1, Number = 1 }));
            Assert.Equal(orders.Queue.Capacity, orders.Take.Run(new RawTracepointArgs()));
            Assert.Equal((ulong)(round * orders.Queue.Capacity), orders.Sum);
        }
    }

    [Fact]
    public void Of_a_disposed_object_the_buffer_is_closed()
    {
        Orders.Loaded orders = Load();
        Assert.True(orders.Queue.TrySubmit(default));
        orders.Dispose();
        Assert.Throws<ObjectDisposedException>(() => orders.Queue.TrySubmit(default));
    }

    private static Orders.Loaded Load()
    {
        Needs.Features(Feature.UserRingBuffer);
        return Orders.Load();
    }
}
