namespace Bpf.Differential.Tests;

public class TailCallTests
{
    private enum Slot
    {
        Drop,
        Transmit = 3,
    }

    private const string Source = """
        enum Slot { Drop, Transmit = 3 }
        static readonly ProgramArray<Slot> Next = new();
        static ulong Returned;

        [Xdp] static XdpAction Start(XdpContext ctx)
        {
            if (!ctx.TryRef(0, out Ref<byte> kind)) return XdpAction.Aborted;
            Go(kind.Value == 1 ? Slot.Drop : Slot.Transmit);
            Interlocked.Increment(ref Returned);
            return XdpAction.Pass;
        }
        static void Go(Slot slot) => Next.TailCall(slot);
        [Xdp] static XdpAction OnDrop(XdpContext ctx) => XdpAction.Drop;
        [Xdp] static XdpAction OnTransmit(XdpContext ctx) => XdpAction.Tx;
        """;

    [Fact]
    public void A_tail_call_goes_on_with_the_program_in_the_slot_and_returns_where_there_is_none()
    {
        byte[] image = SourceObject.Compile(Source);
        foreach ((string world, BpfObject loaded) in SourceObject.InWorlds(image))
        {
            using BpfObject _ = loaded;
            BpfProgramArray<Slot> next = new(loaded.Map("Next"));
            Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "Start", 1));
            next.Set(Slot.Drop, loaded.Program("OnDrop"));
            next.Set(Slot.Transmit, loaded.Program("OnTransmit"));
            Assert.Equal(XdpAction.Drop, SourceObject.Run(loaded, "Start", 1));
            Assert.Equal(XdpAction.Tx, SourceObject.Run(loaded, "Start", 2));
            Assert.True(next.Clear(Slot.Transmit), world);
            Assert.False(next.Clear(Slot.Transmit), world);
            Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "Start", 2));
            Assert.Equal(2ul, loaded.Global<ulong>("Returned").Value);
        }
    }
}
