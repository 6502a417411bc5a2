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

/// <summary>Packets and checksums, in both kernels.</summary>
public class PacketHelperTests
{
    private static readonly MapSpec State = new() { Name = "state", Type = MapType.Array, KeySize = 4, ValueSize = 256, MaxEntries = 1 };

    [Fact]
    public void Packets_move_as_far_as_in_the_running_kernel()
    {
        RunningKernel.SkipUnlessPresent();
        Instruction[] Adjust(HelperId helper, short at) =>
            [Mov64Reg(1, 6), LdxMemSx(Size.W, 2, 7, at), Call(helper), StxMem(Size.DW, 7, 0, (short)(32 + at * 2))];
        ImmutableArray<Instruction> code = Code(
            Mov64Reg(6, 1), MapValue(7, 0, 0),
            Adjust(HelperId.XdpAdjustMeta, 0), Adjust(HelperId.XdpAdjustHead, 4), Adjust(HelperId.XdpAdjustTail, 8), Adjust(HelperId.XdpAdjustHead, 12),
            Mov64Reg(1, 6), Call(HelperId.XdpGetBuffLen), StxMem(Size.DW, 7, 0, 64),
            LdxMem(Size.W, 2, 6, 0), LdxMem(Size.W, 3, 6, 8), Alu64Reg(AluCode.Sub, 2, 3), StxMem(Size.DW, 7, 2, 72),
            LdxMem(Size.W, 2, 6, 0), LdxMem(Size.W, 3, 6, 4), Alu64Reg(AluCode.Sub, 3, 2), StxMem(Size.DW, 7, 3, 80),
            Mov64Imm(0, 2), Exit());
        using var pair = new Pair(Request(code, ProgramType.Xdp, State), State);
        var random = new Random(11);
        int[] interesting = [0, -4, -8, -32, -36, -252, -256, -255, -216, -217, 4, 14, 50, 51, -300];
        for (int step = 0; step < 2000; step++)
        {
            byte[] packet = new byte[random.Next(14, 300)];
            random.NextBytes(packet);
            byte[] state = new byte[State.ValueSize];
            for (int i = 0; i < 4; i++)
            {
                int delta = random.Next(3) == 0 ? 0 : random.Next(2) == 0 ? interesting[random.Next(interesting.Length)] : random.Next(-300, 300);
                if (i == 2 && random.Next(4) == 0) delta = random.Next(3000, 3600);
                BinaryPrimitives.WriteInt32LittleEndian(state.AsSpan(i * 4), delta);
            }
            pair.RunAndCompare(state, packet, after => BinaryPrimitives.ReadInt32LittleEndian(after.AsSpan(72)));
        }
    }

    [Fact]
    public void Checksum_differences_are_equal()
    {
        RunningKernel.SkipUnlessPresent();
        ImmutableArray<Instruction> code = Code(
            MapValue(6, 0, 0), LdxMem(Size.DW, 5, 6, 0),
            LdxMem(Size.DW, 2, 6, 8), Alu64Imm(AluCode.And, 2, 63), LdxMem(Size.DW, 4, 6, 16), Alu64Imm(AluCode.And, 4, 63),
            Mov64Reg(1, 6), Alu64Imm(AluCode.Add, 1, 64), Mov64Reg(3, 6), Alu64Imm(AluCode.Add, 3, 128),
            Call(HelperId.CsumDiff), StxMem(Size.DW, 6, 0, 24), Mov64Imm(0, 0), Exit());
        using var pair = new Pair(Request(code, ProgramType.SchedCls, State), State);
        var random = new Random(12);
        for (int step = 0; step < 1000; step++)
        {
            byte[] state = new byte[State.ValueSize];
            random.NextBytes(state);
            BinaryPrimitives.WriteUInt64LittleEndian(state, (uint)random.Next(random.Next(2) == 0 ? 1 : int.MaxValue));
            if (random.Next(8) != 0)
            {
                state[8] &= 0x3c;
                state[16] &= 0x3c;
            }
            pair.RunAndCompare(state, new byte[64], _ => 0);
        }
    }

    [Theory]
    [InlineData(Size.B)]
    [InlineData(Size.H)]
    [InlineData(Size.W)]
    public void Classic_loads_read_what_the_running_kernel_reads(Size size)
    {
        RunningKernel.SkipUnlessPresent();
        byte opcode(Mode mode) => (byte)((int)size | (int)mode | (int)InstructionClass.Ld);
        byte[] packet = new byte[60];
        new Random(13).NextBytes(packet);
        for (int offset = 0; offset < 50; offset += 3)
        {
            foreach (ImmutableArray<Instruction> code in (ImmutableArray<Instruction>[])[
                Code(Mov64Reg(6, 1), Mov64Imm(0, 99), new Instruction(opcode(Mode.Abs), Imm: offset), Exit()),
                Code(Mov64Reg(6, 1), Mov64Imm(7, offset / 2), new Instruction(opcode(Mode.Ind), Src: 7, Imm: offset - offset / 2), Exit())])
            {
                LoadRequest request = Request(code);
                int program = RunningKernel.Load(request);
                // The kernel's test run takes the Ethernet header off before a socket filter sees the packet.
                Assert.Equal(RunningKernel.Run(program, packet).Result, (uint)Kernel(code).Run(packet[14..]));
                RunningKernel.Close(program);
            }
        }
    }

    /// <summary>A program with one map in both kernels.</summary>
    private sealed class Pair : IDisposable
    {
        private readonly int _map, _program;
        private readonly SimulatedKernel _kernel = new();
        private readonly IMapModel _model;

        public Pair(LoadRequest request, MapSpec state)
        {
            _map = RunningKernel.CreateMap(state);
            _program = RunningKernel.Load(request, _map);
            _kernel.Load(request);
            _model = _kernel.GetMap(state.Name);
        }

        public void RunAndCompare(byte[] state, byte[] packet, Func<byte[], int> metaLength)
        {
            byte[] key = new byte[4];
            RunningKernel.Update(_map, key, state, 0);
            _model.Update(key, state, 0, 0);
            (uint result, byte[] output) = RunningKernel.Run(_program, packet);
            byte[]? simulated = packet;
            Assert.Equal(result, (uint)_kernel.Run("test", default, ref simulated));
            RunningKernel.Lookup(_map, key, state);
            Assert.Equal(Words(state), Words(_model.Lookup(key, 0)));
            // The kernel gives out the packet with its metadata in front.
            Assert.Equal(output[metaLength(state)..], simulated);
        }

        public void Dispose()
        {
            RunningKernel.Close(_program);
            RunningKernel.Close(_map);
        }

        private static long[] Words(ReadOnlySpan<byte> state) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(state).ToArray();
    }
}
