using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Links, programs and maps that somebody else made, opened by pin and by id.</summary>
public sealed class ReopenedTests
{
    private static readonly byte[] Frame = [.. Convert.FromHexString("FFFFFFFFFFFF" + "020000000001" + "88B6"), .. new byte[50]];

    [Fact]
    public void The_next_start_replaces_the_program_of_a_pinned_link() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.TcxLink);
        using BpfFolder folder = new();
        using (Sockets.Loaded first = Sockets.Load())
            first.DropMarked.Attach("left", TcDirection.Egress).Pin(folder["link"]);

        using Sockets.Loaded second = Sockets.Load();
        Assert.False(Sees(second));
        using BpfLink link = BpfLink.OpenPinned(folder["link"]);
        link.Update(second.DropMarked);
        Assert.Equal(second.DropMarked.Id, link.ProgramId);
        Assert.True(Sees(second));
    });

    [Fact]
    public void A_pinned_link_is_detached_although_its_pin_stays() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.TcxLink);
        using BpfFolder folder = new();
        using Sockets.Loaded sockets = Sockets.Load();
        using (BpfLink made = sockets.DropMarked.Attach("left", TcDirection.Egress))
            made.Pin(folder["link"]);
        Assert.True(Sees(sockets));
        using BpfLink link = BpfLink.OpenPinned(folder["link"]);
        link.Detach();
        Assert.False(Sees(sockets));
        Assert.Equal(0u, link.GetInfo().InterfaceIndex);
        Assert.True(File.Exists(folder["link"]));
    });

    [Fact]
    public void A_link_opened_by_id_keeps_the_program_attached() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.TcxLink);
        using Sockets.Loaded sockets = Sockets.Load();
        BpfLink made = sockets.DropMarked.Attach("left", TcDirection.Egress);
        using (BpfLink.Open(made.Id))
        {
            made.Dispose();
            Assert.True(Sees(sockets));
        }

        Assert.False(Sees(sockets));
    });

    [Fact]
    public void A_link_of_tracing_is_not_detached_by_force()
    {
        Needs.Kernel();
        using Tables.Loaded tables = Tables.Load();
        using BpfLink link = tables.Count.Attach();
        Assert.Contains("delete their pins", Assert.Throws<BpfException>(link.Detach).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_program_takes_the_place_of_an_attached_one() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.TcxLink);
        using BpfFolder folder = new();
        using Sockets.Loaded first = Sockets.Load();
        using Sockets.Loaded second = Sockets.Load();
        second.DropMarked.Pin(folder["program"]);
        using BpfLink link = first.DropMarked.Attach("left", TcDirection.Egress);
        using (BpfOpenedProgram opened = BpfProgram.OpenPinned(folder["program"]))
        {
            Assert.Equal(second.DropMarked.Id, opened.Id);
            Assert.Equal(ProgramType.SchedCls, opened.Type);
            Assert.Equal(second.DropMarked.Run(Frame).ReturnValue, (int)opened.Run(Frame).ReturnValue);
            link.Update(opened);
        }

        Assert.True(Sees(second));
    });

    [Fact]
    public void An_opened_program_whose_hook_the_kernel_does_not_tell_is_attached_to_none()
    {
        using ControlGroup group = new();
        using Sockets.Loaded sockets = Sockets.Load();
        using BpfOpenedProgram opened = BpfProgram.Open(sockets.DropPort.Id);
        CgroupSkbProgram view = new(opened);
        Assert.Contains("does not tell which hook", Assert.Throws<NotSupportedException>(() => view.Attach(group.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_opened_by_id_has_the_same_content()
    {
        Needs.Kernel();
        using Tables.Loaded tables = Tables.Load();
        tables.Counts[5] = 50;
        using BpfMap map = BpfMap.Open(tables.Counts.Map.Id);
        Assert.Equal("Counts", map.Name);
        Assert.Equal(50ul, new BpfHashMap<uint, ulong>(map)[5]);
    }

    [Fact]
    public void What_is_of_another_kind_or_gone_is_refused()
    {
        Needs.Kernel();
        using BpfFolder folder = new();
        using Tables.Loaded tables = Tables.Load();
        tables.Counts.Map.Pin(folder["map"]);
        Assert.Contains("is no link", Assert.Throws<BpfException>(() => BpfLink.OpenPinned(folder["map"])).Message, StringComparison.Ordinal);
        Assert.Contains("is no program", Assert.Throws<BpfException>(() => BpfProgram.OpenPinned(folder["map"])).Message, StringComparison.Ordinal);
        Assert.Throws<BpfException>(() => BpfMap.Open(uint.MaxValue));
    }

    private static bool Sees(Sockets.Loaded sockets)
    {
        ulong before = sockets.Seen;
        PacketSocket.Send("left", Frame);
        return sockets.Seen > before; // on its way out, before send(2) returns
    }
}
