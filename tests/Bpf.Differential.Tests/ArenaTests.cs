using Bpf.Core.Kernel;
using Bpf.Kernels;
using Bpf.Vm;

namespace Bpf.Differential.Tests;

/// <summary>Arenas: what programs make there, user space follows, and the other way.</summary>
public class ArenaTests
{
    private const string Source = """
        public struct Node { public ArenaPtr<Node> Next; public ulong Value; public short Signed; public int Count; }
        public struct Request { public ulong Count; }
        static readonly Arena Memory = new(pages: 8);
        [InArena] static Node First;
        [InArena] static uint Step = 3;
        static ArenaPtr<Node> Head, Free;
        static int Left;
        static ulong Sum, Seen;

        static ArenaPtr<Node> New()
        {
            if (Left == 0)
            {
                Free = Memory.AllocatePages<Node>(1);
                if (Free.IsNull) return default;
                Left = 4096 / Unsafe.SizeOf<Node>();
            }

            ArenaPtr<Node> node = Free;
            Free += 1;
            Left--;
            return node;
        }

        [Syscall] static int Build(in Request request)
        {
            Head = Memory.PointerTo(ref First);
            First = new() { Value = 1000, Signed = -5 };
            for (ulong i = 0; i < 300; i++)
            {
                if (i >= request.Count) break;
                ArenaPtr<Node> node = New();
                if (node == default) return -1;
                node.Value = new() { Next = Head, Value = i * Step };
                node.Value.Signed = (short)-(int)i;
                ref Node same = ref node.Value;
                Interlocked.Add(ref same.Count, 2);
                same.Count++;
                Head = node;
            }

            return 0;
        }

        [Xdp] static XdpAction Total(XdpContext ctx)
        {
            (Sum, Seen) = (0, 0);
            ArenaPtr<Node> node = Head;
            for (int i = 0; i < 400 && !node.IsNull; i++)
            {
                Sum += node.Value.Value + (ulong)node.Value.Signed;
                Seen += (ulong)node.Value.Count;
                node = node.Value.Next;
            }

            return XdpAction.Pass;
        }

        [Syscall] static int Release(in Request request)
        {
            ArenaPtr<Node> pages = Memory.AllocatePages<Node>(2);
            if (pages.IsNull) return -1;
            pages[100].Value = 7;
            ArenaPtr<ulong> numbers = pages.As<ulong>() + 2 * 300;
            Sum = pages[100].Value + numbers.Value; // 300 words on: nothing was written there
            Memory.FreePages(pages, 2);
            Seen = pages[100].Value;
            return 0;
        }
        """;

    private static readonly KernelProfile[] s_kernels = [.. KernelProfiles.All.Where(k => k.Has(Feature.Arena))];

    private record struct Node(ArenaPtr<Node> Next, ulong Value, short Signed, int Count);

    [Fact]
    public void A_list_that_a_program_allocates_is_walked_by_another_and_by_user_space()
    {
        using BpfObject loaded = Load();
        Assert.Equal(0u, loaded.Program("Build").Run([], BitConverter.GetBytes(250ul)).ReturnValue);
        using ArenaMemory memory = new BpfArena(loaded.Map("Memory")).Open();
        ulong sum = 0;
        List<ulong> values = [];
        for (ArenaPtr<Node> node = loaded.Global<ArenaPtr<Node>>("Head").Value; !node.IsNull; node = memory.At(node).Next)
        {
            values.Add(memory.At(node).Value);
            sum += memory.At(node).Value + (ulong)memory.At(node).Signed;
        }

        Assert.Equal([.. Enumerable.Range(0, 250).Select(i => (ulong)i * 3).Reverse(), 1000], values);
        Assert.Equal(XdpAction.Pass, SourceObject.Run(loaded, "Total", 0));
        Assert.Equal((sum, 750ul), (loaded.Global<ulong>("Sum").Value, loaded.Global<ulong>("Seen").Value));
    }

    [Fact]
    public void What_user_space_changes_in_an_arena_programs_see()
    {
        using BpfObject loaded = Load();
        loaded.Global<uint>("Step").Value = 10;
        loaded.Program("Build").Run([], BitConverter.GetBytes(3ul));
        using ArenaMemory memory = new BpfArena(loaded.Map("Memory")).Open();
        memory.At(loaded.Global<ArenaPtr<Node>>("Head").Value).Value = 500;
        loaded.Global<Node>("First").Value = new() { Value = 1 };
        SourceObject.Run(loaded, "Total", 0);
        Assert.Equal(500ul + 10 + 0 + 1 - 2 - 1, loaded.Global<ulong>("Sum").Value);
    }

    [Fact]
    public void Pages_are_given_back_and_what_was_there_is_gone()
    {
        using BpfObject loaded = Load();
        Assert.Equal(0u, loaded.Program("Release").Run([], BitConverter.GetBytes(0ul)).ReturnValue);
        Assert.Equal((7ul, 0ul), (loaded.Global<ulong>("Sum").Value, loaded.Global<ulong>("Seen").Value));
        for (int i = 0; i < 20; i++) // more than the 8 pages there are
            Assert.Equal(0u, loaded.Program("Release").Run([], BitConverter.GetBytes(0ul)).ReturnValue);
    }

    [Fact]
    public void The_simulated_kernel_says_that_it_has_none() => Assert.Contains(
        "arenas are not simulated", Assert.Throws<BpfLoadException>(() => BpfObject.Load(new SimulatedKernel(), SourceObject.Compile(Source, s_kernels))).Message);

    [Theory]
    [InlineData("static readonly Arena Memory = new(pages: 8);", "static readonly Arena Memory = new(pages: 8), Other = new(pages: 8);", "BPF0337")]
    [InlineData("[InArena] static uint Step", "[Config, InArena] static uint Step", "BPF0337")]
    [InlineData("Memory.PointerTo(ref First)", "Memory.PointerTo(ref Head).As<Node>()", "BPF0337")]
    [InlineData("[InArena] static Node First;", "[InlineArray(40000)] public struct Large { public byte B; } [InArena] static Large L; [InArena] static Node First;", "BPF0337")]
    public void Mistakes_are_errors_at_build_time(string right, string wrong, string expected) => Assert.Contains(
        expected, Assert.Throws<InvalidOperationException>(() => SourceObject.Compile(Source.Replace(right, wrong), s_kernels)).Message);

    [Fact]
    public void A_pointer_without_an_arena_and_a_kernel_without_arenas_are_named()
    {
        const string Walk = "static ArenaPtr<ulong> Head; static ulong Sum; [Xdp] static XdpAction F(XdpContext ctx) { Sum = Head.Value; return XdpAction.Pass; }";
        Assert.Contains("BPF0337", Assert.Throws<InvalidOperationException>(() => SourceObject.Compile(Walk, s_kernels)).Message);
        Assert.NotEmpty(SourceObject.Compile("static readonly Arena Memory = new(pages: 1); " + Walk, s_kernels));
        Assert.Contains("BPF0305", Assert.Throws<InvalidOperationException>(
            () => SourceObject.Compile("static readonly Arena Memory = new(pages: 1); " + Walk, KernelProfiles.Find("6.1")!)).Message);
    }

    [Theory]
    [InlineData("Interlocked.Or(ref node.Value.Bits, 2u);", null)]
    [InlineData("Sum = Interlocked.Or(ref node.Value.Bits, 2u);", "BPF05")]
    [InlineData("Sum = Interlocked.Exchange(ref node.Value.Bits, 2u) + Interlocked.CompareExchange(ref node.Value.Bits, 3, 2) + node.Value.Bits;", null)]
    [InlineData("Volatile.Write(ref node.Value.Bits, 1u); Sum = Volatile.Read(ref node.Value.Bits);", null)]
    [InlineData("Span<uint> all = node.Value.All; Sum = all[2] + (uint)all.Length;", null)]
    [InlineData("foreach (ref uint one in node.Value.All[1..]) one++; Sum = node.Value.All[2];", null)]
    [InlineData("ref uint bits = ref node.Value.Bits; bits = ref Sum;", "BPF0117")]
    [InlineData("Out.TryOutput(in node.Value);", null)]
    [InlineData("Sum = Away(ref node.Value);", null)]
    public void It_is_memory_like_any_other(string body, string? expected)
    {
        string source = """
            [InlineArray(4)] public struct Four { public uint A; }
            public struct Item { public uint Bits; public Four All; }
            static readonly Arena Memory = new(pages: 1);
            static readonly RingBuffer<Item> Out = new(4096);
            [InArena] static ArenaPtr<Item> Head; static uint Sum;
            [MethodImpl(MethodImplOptions.NoInlining)] static uint Away(ref Item item) => item.Bits++ + item.All[3];
            [Xdp] static XdpAction F(XdpContext ctx) { ArenaPtr<Item> node = Head; {0} return XdpAction.Pass; }
            """.Replace("{0}", body);
        void Compile() => SourceObject.Compile(source, s_kernels);
        if (expected is null) Compile();
        else Assert.Contains(expected, Assert.Throws<InvalidOperationException>(Compile).Message);
    }

    private static BpfObject Load()
    {
        Assert.SkipUnless(KernelWorld.IsAvailable && KernelFeatures.Has(Feature.Arena), "The running kernel has no arenas.");
        return BpfObject.Load(SourceObject.Compile(Source, s_kernels));
    }
}
