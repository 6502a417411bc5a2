using Bpf.Compiler.Driver;
using Bpf.Frontend;
using Bpf.Fuzz.CSharp;

namespace Bpf.Fuzz.Objects;

/// <summary>Sound objects to start from: what our compiler writes, with all that objects hold, and those of other compilers from a folder.</summary>
internal static class Seeds
{
    private static readonly (string Name, string Text)[] s_sources =
    [
        ("Everything", """
            [BpfObject(License = "GPL")] public static partial class Everything
            {
                [KernelType("task_struct")] public struct Task { public int Pid; public int Tgid; public KernelPtr<Task> GroupLeader; }
                public struct Seen { public int Pid; public ulong Count; }
                static readonly HashMap<int, ulong> Counts = new(16);
                static readonly LpmTrie<Ipv4Prefix, int> Blocked = new(16);
                static readonly PerCpuArray<ulong> Slots = new(4);
                static readonly RingBuffer<Seen> Events = new(bytes: 4096);
                [Config] static uint Step = 1;
                [KConfig("CONFIG_HZ")] static readonly uint Hz;
                static ulong Total;
                static readonly byte[] Table = [1, 2, 3, 5, 8, 13];

                [RawTracepoint("sys_enter")] static int Enter(in RawTracepointArgs ctx)
                {
                    KernelPtr<Task> task = new(Helpers.GetCurrentTask());
                    Count(task.Value.GroupLeader.Value.Pid + Table[Total % 6 < 6 ? (int)(Total % 6) : 0]);
                    return Hz > 100 ? 0 : 1;
                }

                [Xdp] static XdpAction Packet(XdpContext packet) => packet.Length > 100 ? XdpAction.Drop : XdpAction.Pass;

                [MethodImpl(MethodImplOptions.NoInlining)] static void Count(int pid)
                {
                    if (Counts.TryFind(pid, out Ref<ulong> n)) Interlocked.Add(ref n.Value, Step);
                    else Counts.TryAdd(pid, 1);
                    if (!Events.TryReserve(out Reservation<Seen> e)) return;
                    e.Value = new() { Pid = pid, Count = ++Total };
                    e.Submit();
                }
            }
            """),
        ("Small", """
            [BpfObject] public static partial class Small
            {
                [SocketFilter] static int Keep(in SkBuff skb) => 64;
            }
            """),
    ];

    /// <summary>All of them.</summary>
    /// <param name="folder">Where objects of other compilers lie; null for none.</param>
    public static byte[][] All(string? folder)
    {
        IEnumerable<byte[]> others = folder is null ? [] : Directory.EnumerateFiles(folder, "*.o").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
        return [.. Ours(), .. others];
    }

    private static IEnumerable<byte[]> Ours()
    {
        using Batch batch = Batch.Compile(s_sources, out IReadOnlyDictionary<string, string> invalid);
        if (invalid.Count > 0) throw new InvalidOperationException(invalid.Values.First());
        foreach ((string name, _) in s_sources)
        {
            LoweringResult lowered = FrontEnd.Lower(batch.Compilation, batch.Symbol(name));
            CompilationResult? compiled = lowered.Module is { } module ? BpfCompiler.Compile(module, new() { Kernels = [Checker.Profile] }) : null;
            yield return compiled?.Object
                ?? throw new InvalidOperationException($"{name}: {string.Join(' ', lowered.Diagnostics.Concat(compiled?.Diagnostics ?? []))}");
        }
    }
}
