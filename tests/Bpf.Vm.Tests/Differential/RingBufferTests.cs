using System.Buffers.Binary;
using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Vm.Tests.Support;
using static Bpf.Core.Isa.Asm;
using static Bpf.Vm.Tests.Support.Programs;

namespace Bpf.Vm.Tests.Differential;

/// <summary>Fills a real ring buffer and its model with records of random sizes, and now and then consumes them all.</summary>
public unsafe class RingBufferTests
{
    private const int MaxRecord = 1000;

    private static readonly MapSpec Events = new() { Name = "events", Type = MapType.Ringbuf, MaxEntries = 4096 };

    // size, result of the output, bytes available, producer's position, then the data.
    private static readonly MapSpec State = new() { Name = "state", Type = MapType.Array, KeySize = 4, ValueSize = 32 + MaxRecord, MaxEntries = 1 };

    [Fact]
    public void Records_are_lost_where_the_running_kernel_loses_them()
    {
        RunningKernel.SkipUnlessPresent();
        ImmutableArray<Instruction> code = Code(
            MapValue(6, 1, 0), LdxMem(Size.DW, 3, 6, 0), JmpImm(JumpCode.JGt, 3, MaxRecord, 17),
            Mov64Reg(2, 6), Alu64Imm(AluCode.Add, 2, 32), Map(1, 0), Mov64Imm(4, 0), Call(HelperId.RingbufOutput), StxMem(Size.DW, 6, 0, 8),
            Map(1, 0), Mov64Imm(2, 0), Call(HelperId.RingbufQuery), StxMem(Size.DW, 6, 0, 16),
            Map(1, 0), Mov64Imm(2, 3), Call(HelperId.RingbufQuery), StxMem(Size.DW, 6, 0, 24),
            Mov64Imm(0, 0), Exit());
        LoadRequest request = Request(code, ProgramType.SocketFilter, Events, State);
        int events = RunningKernel.CreateMap(Events), state = RunningKernel.CreateMap(State), program = RunningKernel.Load(request, events, state);
        ulong* consumer = RunningKernel.MapConsumer(events);
        var kernel = new SimulatedKernel();
        kernel.Load(request);
        IMapModel model = kernel.GetMap("state"), ring = kernel.GetMap("events");
        var random = new Random(5);
        byte[] key = new byte[4], value = new byte[State.ValueSize];
        int lost = 0;
        for (int step = 0; step < 3000; step++)
        {
            random.NextBytes(value);
            BinaryPrimitives.WriteUInt64LittleEndian(value, (ulong)random.Next(random.Next(2) == 0 ? 20 : MaxRecord));
            RunningKernel.Update(state, key, value, 0);
            model.Update(key, value, 0, 0);
            RunningKernel.Run(program);
            kernel.Run();
            RunningKernel.Lookup(state, key, value);
            Assert.Equal(value[..32], model.Lookup(key, 0)[..32].ToArray());
            if (BinaryPrimitives.ReadInt64LittleEndian(value.AsSpan(8)) != 0) lost++;
            if (random.Next(15) != 0) continue;
            *consumer = BinaryPrimitives.ReadUInt64LittleEndian(value.AsSpan(24));
            while (ring.Consume() is not null) { }
        }
        Assert.InRange(lost, 100, 2900);
        RunningKernel.Close(program);
        RunningKernel.Close(state);
        RunningKernel.Close(events);
    }
}
