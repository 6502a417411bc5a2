namespace Bpf.Generators.Tests;

/// <summary>A check deleted from an example, and what the build says about it.</summary>
/// <param name="Name">What is forgotten.</param>
/// <param name="Example">The example.</param>
/// <param name="Written">The lines with the check.</param>
/// <param name="Broken">The lines without it.</param>
/// <param name="Id">The error.</param>
/// <param name="At">The C# expression it is on.</param>
/// <param name="Message">What it starts with.</param>
/// <param name="KernelWords">What kernels say.</param>
internal sealed record Mistake(
    string Name, string Example, string Written, string Broken, string Id, string At, string Message, string KernelWords)
{
    private const string MayBeNull = "This reference may be null here";

    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("null check of a lookup", "OpenSnoop",
            "if (!Pending.TryFind(thread, out Ref<ulong> pending))\n            return 0;",
            "Pending.TryFind(thread, out Ref<ulong> pending);",
            "BPF0501", "pending.Value", MayBeNull + ": it comes from line 51.", "map_value_or_null"),
        new("check of a reservation", "OpenSnoop",
            "if (!Events.TryReserve(out Reservation<OpenEvent> e))\n            return 0; // counted: Events.Lost",
            "Events.TryReserve(out Reservation<OpenEvent> e);",
            "BPF0501", "e.Value.Pid", MayBeNull + ": it is null where the call that gave it failed", "invalid mem access 'scalar'"),
        new("Submit", "OpenSnoop",
            "        e.Submit();\n",
            "",
            "BPF0507", "Events.TryReserve(out Reservation<OpenEvent> e)", "What this call gives is not released on every path", "reference leak"),
        new("null check in an entry's probe", "KernelFunctions",
            "if (!Entered.TryFind(thread, out Ref<ulong> entered))\n            return 0;",
            "Entered.TryFind(thread, out Ref<ulong> entered);",
            "BPF0501", "entered.Value", MayBeNull + ": it comes from line 32.", "map_value_or_null"),
        new("null check of a slot", "KernelFunctions",
            "if (Latency.TryFind(slot, out Ref<ulong> calls))\n            calls",
            "Latency.TryFind(slot, out Ref<ulong> calls);\n        calls",
            "BPF0501", "calls.Value", MayBeNull, "map_value_or_null"),
        new("bounds check of the first header", "XdpFirewall",
            "if (!cursor.TryRead(out Ref<EthernetHeader> ethernet))\n            return XdpAction.Pass;",
            "cursor.TryRead(out Ref<EthernetHeader> ethernet);",
            "BPF0501", "ethernet.Value.EtherType", MayBeNull + ": it is null where the call that gave it failed", "invalid mem access 'scalar'"),
        new("bounds check of an inner header", "XdpFirewall",
            "if (!cursor.TryRead(out Ref<Ipv4Header> ip))\n                return XdpAction.Pass;",
            "cursor.TryRead(out Ref<Ipv4Header> ip);",
            "BPF0501", "ip.Value.Source", MayBeNull + ": it is null where the call that gave it failed", "invalid mem access 'scalar'"),
        new("null check before a call", "XdpFirewall",
            "if (Blocked4.TryFind(source, out Ref<RuleCounter> rule))\n                return",
            "Blocked4.TryFind(source, out Ref<RuleCounter> rule);\n            return",
            "BPF0501", "Interlocked.Increment(ref rule.Packets)", MayBeNull, "map_value_or_null"),
    ];

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(mistake => mistake.Name)];

    /// <summary>The example with the check left out.</summary>
    public string Text
    {
        get
        {
            string text = Host.TextOfExample(Example).ReplaceLineEndings("\n");
            Assert.Contains(Written, text);
            return text.Replace(Written, Broken, StringComparison.Ordinal);
        }
    }

    public static Mistake Find(string name) => All.Single(mistake => mistake.Name == name);
}
