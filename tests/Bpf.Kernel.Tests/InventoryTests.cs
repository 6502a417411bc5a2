using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>What is in the kernel and what is attached where, against bpftool.</summary>
public sealed class InventoryTests
{
    [Fact]
    public void Programs_and_maps_are_those_of_bpftool()
    {
        Needs.Kernel();
        using Tables.Loaded tables = Tables.Load();
        BpfProgramInfo program = BpfKernel.Programs().Single(one => one.Id == tables.Count.Id);
        Assert.Equal(("Count", ProgramType.RawTracepoint), (program.Name, program.Type));
        if (BpfTool.Find(program.Id, "prog", "list") is { } told)
            Assert.Equal((told.Text("name"), told.Text("tag")), (program.Name, program.Tag));

        MapShape shape = BpfKernel.Maps().Single(one => one.Id == tables.Counts.Map.Id).Shape;
        Assert.Equal(tables.Counts.Map.Shape with { Name = "Counts" }, shape);
        if (BpfTool.Find(tables.Counts.Map.Id, "map", "list") is { } toldMap)
            Assert.Equal((toldMap.Number("bytes_key"), toldMap.Number("bytes_value")), ((ulong)shape.KeySize, (ulong)shape.ValueSize));
    }

    [Fact]
    public void A_link_to_an_interface_tells_where_it_is() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.TcxLink);
        using Sockets.Loaded sockets = Sockets.Load();
        using BpfLink link = sockets.DropMarked.Attach("left", TcDirection.Egress);
        BpfLinkInfo info = BpfKernel.Links().Single(one => one.Id == link.Id);
        Assert.Equal(link.GetInfo(), info);
        Assert.Equal((BpfLinkType.Tcx, AttachType.TcxEgress), (info.Type, info.AttachType));
        Assert.Equal(sockets.DropMarked.Id, info.ProgramId);
        string index = File.ReadLines("/proc/thread-self/net/dev_mcast").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).First(part => part[1] == "left")[0];
        Assert.Equal(index, info.InterfaceIndex?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    });

    [Fact]
    public void Links_to_a_control_group_and_a_tracepoint_tell_where_they_are()
    {
        Needs.Kernel();
        using ControlGroup group = new();
        using Sockets.Loaded sockets = Sockets.Load();
        using BpfLink link = sockets.DropPort.Attach(group.Path);
        BpfLinkInfo info = link.GetInfo();
        if (BpfTool.Find(link.Id, "link", "list") is { } told)
            Assert.Equal((told.Number("cgroup_id"), told.Number("prog_id")), (info.CgroupId.GetValueOrDefault(), (ulong)info.ProgramId));
        Assert.Equal((BpfLinkType.Cgroup, AttachType.CgroupInetEgress), (info.Type, info.AttachType));

        using Tables.Loaded tables = Tables.Load();
        using BpfLink traced = tables.Count.Attach();
        info = traced.GetInfo();
        Assert.Equal((BpfLinkType.RawTracepoint, "sys_enter", tables.Count.Id), (info.Type, info.Name, info.ProgramId));
        using BpfLink again = BpfLink.Open(info.Id);
        Assert.Contains("sys_enter", again.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_of_an_interface_are_listed_in_the_order_in_which_they_run() => PrivateNetwork.Run(() =>
    {
        Needs.Features(Feature.TcxLink);
        using Sockets.Loaded sockets = Sockets.Load();
        Assert.Empty(BpfAttachments.OfInterface("left", AttachType.TcxEgress));
        using BpfLink second = sockets.DropMarked.Attach("left", TcDirection.Egress);
        ulong? before = BpfAttachments.OfInterface("left", AttachType.TcxEgress).Revision;
        using Sockets.Loaded other = Sockets.Load();
        using BpfLink first = other.DropMarked.Attach("left", TcDirection.Egress, AttachPosition.First);

        BpfAttachments attached = BpfAttachments.OfInterface("left", AttachType.TcxEgress);
        Assert.Equal(
            [new BpfAttachment(other.DropMarked.Id, "DropMarked", first.Id), new BpfAttachment(sockets.DropMarked.Id, "DropMarked", second.Id)],
            attached);
        Assert.True(attached.Revision > before);
        Assert.Empty(BpfAttachments.OfInterface("left", AttachType.TcxIngress));
        Assert.Throws<ArgumentException>(() => BpfAttachments.OfInterface("left", AttachType.Xdp));
    });

    [Fact]
    public void Programs_of_a_control_group_are_those_of_bpftool()
    {
        Needs.Kernel();
        using ControlGroup group = new();
        using Sockets.Loaded sockets = Sockets.Load();
        using BpfLink link = sockets.DropPort.Attach(group.Path);
        BpfAttachment attached = Assert.Single(BpfAttachments.OfCgroup(group.Path, AttachType.CgroupInetEgress));
        Assert.Equal((sockets.DropPort.Id, "DropPort"), (attached.ProgramId, attached.ProgramName));
        if (BpfTool.IsThere)
            Assert.NotNull(BpfTool.Find(attached.ProgramId, "cgroup", "show", group.Path));
        Assert.Contains(attached, BpfAttachments.OfCgroup(group.Path, AttachType.CgroupInetEgress, effective: true));
        Assert.Empty(BpfAttachments.OfCgroup(group.Path, AttachType.CgroupInetIngress));
        Assert.Contains("none of the hook's", Assert.Throws<BpfException>(() => BpfAttachments.OfCgroup("/tmp", AttachType.CgroupInetEgress)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_of_a_network_namespace_are_listed() => PrivateNetwork.Run(() =>
    {
        Needs.Kernel();
        using Sockets.Loaded sockets = Sockets.Load();
        Assert.Empty(BpfAttachments.OfNetworkNamespace(AttachType.SkLookup));
        using BpfLink link = sockets.Hide.Attach();
        Assert.Equal(sockets.Hide.Id, Assert.Single(BpfAttachments.OfNetworkNamespace(AttachType.SkLookup)).ProgramId);
        string inode = new FileInfo("/proc/thread-self/ns/net").LinkTarget!;
        Assert.Equal(inode, $"net:[{link.GetInfo().NetworkNamespace}]");
    });
}
