using System.Net;
using System.Net.Sockets;
using Bpf;
using Spectre.Console;

/// <summary>The networks that a loaded firewall drops, and what it has dropped.</summary>
internal sealed class Rules
{
    private readonly XdpFirewall.Loaded _firewall;
    private readonly IPNetwork[] _networks;

    /// <summary>Adds the networks to the firewall's tries.</summary>
    public Rules(XdpFirewall.Loaded firewall, IPNetwork[] networks)
    {
        _firewall = firewall;
        _networks = networks;
        foreach (IPNetwork network in networks)
        {
            if (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork)
                firewall.Blocked4[network] = default;
            else
                firewall.Blocked6[network] = default;
        }
    }

    /// <summary>Packets let through, on all CPUs.</summary>
    public ulong Passed => _firewall.Passed[0].Sum();

    /// <summary>What one network's rule has dropped.</summary>
    public RuleCounter Dropped(IPNetwork network) =>
        network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? _firewall.Blocked4[network] : _firewall.Blocked6[network];

    /// <summary>Prints a line a rule.</summary>
    public void Show()
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("Rule");
        table.AddColumn("Packets", column => column.RightAligned()).AddColumn("Bytes", column => column.RightAligned());
        foreach (IPNetwork network in _networks)
        {
            RuleCounter dropped = Dropped(network);
            table.AddRow($"drop {network}", $"{dropped.Packets:N0}", $"{dropped.Bytes:N0}");
        }

        table.AddRow("pass", $"{Passed:N0}", "");
        AnsiConsole.Write(table);
    }
}
