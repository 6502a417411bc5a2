using System.Collections.Immutable;
using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Vm.Helpers;
using Bpf.Vm.Tests.Support;
using static Bpf.Core.Isa.Asm;
using static Bpf.Vm.Tests.Support.Programs;

namespace Bpf.Vm.Tests.Helpers;

public class HelperTests
{
    private static readonly MapSpec Array = new() { Name = "array", Type = MapType.Array, KeySize = 4, ValueSize = 8, MaxEntries = 3 };

    [Fact]
    public void Every_simulated_helper_has_a_prototype()
    {
        Assert.All(HelperTable.All, id => Assert.NotNull(Core.Kernel.Helpers.Find(id)));
        Assert.Equal(HelperTable.All.Count(), HelperTable.All.Distinct().Count());
    }

    [Fact]
    public void A_helper_that_is_not_simulated_is_named_when_loading()
    {
        BpfLoadException refused = Assert.Throws<BpfLoadException>(() => Kernel(Code(Call(HelperId.FibLookup), Exit())));
        Assert.Equal("instruction 0: the helper FibLookup (#69) is not simulated", refused.Reason);
    }

    [Fact]
    public void A_map_type_or_program_type_that_is_not_simulated_is_named_when_loading()
    {
        var map = new MapSpec { Name = "sockets", Type = MapType.Sockmap, KeySize = 4, ValueSize = 4, MaxEntries = 1 };
        Assert.Contains("Sockmap", Assert.Throws<BpfLoadException>(() => Kernel(Code(Mov64Imm(0, 0), Exit()), ProgramType.Xdp, map)).Reason);
        Assert.Contains("Lsm", Assert.Throws<BpfLoadException>(() => Kernel(Code(Mov64Imm(0, 0), Exit()), ProgramType.Lsm)).Reason);
    }

    [Fact]
    public void The_current_task_the_clock_and_the_cpu_are_the_tests()
    {
        ImmutableArray<Instruction> code = Code(
            Call(HelperId.GetCurrentPidTgid), Mov64Reg(6, 0), Call(HelperId.KtimeGetNs), Alu64Reg(AluCode.Xor, 6, 0),
            Call(HelperId.GetSmpProcessorId), Alu64Reg(AluCode.Add, 0, 6), Exit());
        SimulatedKernel kernel = Kernel(code, ProgramType.Kprobe);
        kernel.CurrentTask = new SimulatedTask { Pid = 7, Tgid = 5 };
        kernel.Clock.MonotonicNanoseconds = 0x10;
        kernel.CurrentCpu = 2;
        Assert.Equal((5ul << 32 | 7 ^ 0x10) + 2, kernel.Run());
        kernel.Clock.Advance(TimeSpan.FromMicroseconds(3));
        Assert.Equal(0x10u + 3000u, kernel.CallScalarHelper(HelperId.KtimeGetNs));
    }

    [Fact]
    public void The_name_of_the_current_task_is_cut_at_15_bytes()
    {
        var kernel = new SimulatedKernel { CurrentTask = new SimulatedTask { Comm = "a-very-long-thread-name" } };
        byte[] comm = new byte[16];
        kernel.GetCurrentComm(comm);
        Assert.Equal("a-very-long-thr\0", Encoding.UTF8.GetString(comm));
    }

    [Fact]
    public void Probe_reads_of_nothing_fail_with_efault_and_zeros()
    {
        var kernel = new SimulatedKernel();
        ulong address = kernel.UserMemory.Add([1, 2, 3, 4]);
        byte[] destination = new byte[4];
        Assert.Equal(0, kernel.ReadMemory(AddressSpace.User, address, destination));
        Assert.Equal([1, 2, 3, 4], destination);
        Assert.Equal(-14, kernel.ReadMemory(AddressSpace.User, address + 1, destination));
        Assert.Equal(new byte[4], destination);
        Assert.Equal(-14, kernel.ReadMemory(AddressSpace.Kernel, address, destination));
    }

    [Fact]
    public void Strings_are_read_to_their_nul_or_cut()
    {
        var kernel = new SimulatedKernel();
        ulong address = kernel.UserMemory.AddString("hello");
        byte[] wide = new byte[8], narrow = new byte[4];
        Assert.Equal(6, kernel.ReadString(AddressSpace.User, address, wide));
        Assert.Equal("hello\0\0\0"u8.ToArray(), wide);
        Assert.Equal(4, kernel.ReadString(AddressSpace.User, address, narrow));
        Assert.Equal("hel\0"u8.ToArray(), narrow);
        Assert.Equal(-14, kernel.ReadString(AddressSpace.User, address + 6, wide));
    }

    [Fact]
    public void Kernel_reads_reach_what_the_program_has_addresses_of()
    {
        ImmutableArray<Instruction> code = Code(
            StMem(Size.DW, 10, -8, 77), Mov64Reg(1, 10), Alu64Imm(AluCode.Add, 1, -16), Mov64Imm(2, 8), Mov64Reg(3, 10), Alu64Imm(AluCode.Add, 3, -8),
            Call(HelperId.ProbeReadKernel), LdxMem(Size.DW, 0, 10, -16), Exit());
        Assert.Equal(77u, Kernel(code, ProgramType.Kprobe).Run());
    }

    [Fact]
    public void Printed_text_is_kept()
    {
        var format = new MapSpec { Name = ".rodata", Type = MapType.Array, KeySize = 4, ValueSize = 12, MaxEntries = 1, Frozen = true, InitialValue = [.. "pid=%d\0\0\0\0\0\0"u8] };
        SimulatedKernel kernel = Kernel(Code(MapValue(1, 0, 0), Mov64Imm(2, 12), Mov64Imm(3, 42), Call(HelperId.TracePrintk), Exit()), ProgramType.Kprobe, format);
        Assert.Equal(6u, kernel.Run());
        Assert.Equal(["pid=42"], kernel.TraceLines);
        kernel.ClearTrace();
        Assert.Empty(kernel.TraceLines);
    }

    [Fact]
    public void Random_numbers_repeat_with_the_seed()
    {
        uint[] Numbers(ulong seed)
        {
            var kernel = new SimulatedKernel(new SimulatedKernelOptions { Seed = seed });
            return [.. Enumerable.Range(0, 5).Select(_ => (uint)kernel.CallScalarHelper(HelperId.GetPrandomU32))];
        }
        Assert.Equal(Numbers(1), Numbers(1));
        Assert.NotEqual(Numbers(1), Numbers(2));
    }

    [Fact]
    public void Loop_calls_back_until_told_to_stop()
    {
        // The callback adds its index to the stack slot of its caller, and stops at 4.
        ImmutableArray<Instruction> code = Code(
            StMem(Size.DW, 10, -8, 0), Mov64Imm(1, 10), LdImm64(2, PseudoSource.Func, 9, 0), Mov64Reg(3, 10), Alu64Imm(AluCode.Add, 3, -8), Mov64Imm(4, 0),
            Call(HelperId.Loop), LdxMem(Size.DW, 1, 10, -8), Alu64Imm(AluCode.Mul, 0, 100), Alu64Reg(AluCode.Add, 0, 1), Exit(),
            LdxMem(Size.DW, 3, 2, 0), Alu64Reg(AluCode.Add, 3, 1), StxMem(Size.DW, 2, 3, 0), Mov64Imm(0, 0), JmpImm(JumpCode.JNe, 1, 4, 1), Mov64Imm(0, 1), Exit());
        Assert.Equal(5u * 100 + (0 + 1 + 2 + 3 + 4), Kernel(code).Run());
    }

    [Fact]
    public void For_each_visits_every_element()
    {
        ImmutableArray<Instruction> code = Code(
            Map(1), LdImm64(2, PseudoSource.Func, 5, 0), Mov64Imm(3, 0), Mov64Imm(4, 0), Call(HelperId.ForEachMapElem), Exit(),
            LdxMem(Size.W, 1, 2, 0), Alu64Imm(AluCode.Add, 1, 10), StxMem(Size.DW, 3, 1, 0), Mov64Imm(0, 0), Exit());
        SimulatedKernel kernel = Kernel(code, ProgramType.SocketFilter, Array);
        Assert.Equal(3u, kernel.Run());
        for (int i = 0; i < 3; i++) Assert.Equal(10 + i, BitConverter.ToInt64(kernel.GetMap("array").Lookup(BitConverter.GetBytes(i), 0)));
    }

    [Fact]
    public void A_tail_call_goes_on_in_the_other_program_at_most_33_times()
    {
        var programs = new MapSpec { Name = "programs", Type = MapType.ProgArray, KeySize = 4, ValueSize = 4, MaxEntries = 2 };
        ImmutableArray<Instruction> code = Code(
            Mov64Reg(6, 1), MapValue(7, 1, 0), LdxMem(Size.DW, 0, 7, 0), Alu64Imm(AluCode.Add, 0, 1), StxMem(Size.DW, 7, 0, 0),
            Mov64Reg(1, 6), Map(2), Mov64Imm(3, 0), Call(HelperId.TailCall), LdxMem(Size.DW, 0, 7, 0), Exit());
        SimulatedKernel kernel = Kernel(code, ProgramType.SocketFilter, programs, Array with { MaxEntries = 1 });
        Assert.Equal(1u, kernel.Run());
        kernel.GetMap("programs").Update(new byte[4], BitConverter.GetBytes(kernel.GetProgramId("test")), 0, 0);
        Assert.Equal(1u + 34u, kernel.Run());
    }

    [Fact]
    public void A_program_sees_the_value_of_its_own_cpu()
    {
        var counts = new MapSpec { Name = "counts", Type = MapType.PercpuArray, KeySize = 4, ValueSize = 8, MaxEntries = 1 };
        ImmutableArray<Instruction> code = Code(
            StMem(Size.W, 10, -4, 0), Mov64Reg(2, 10), Alu64Imm(AluCode.Add, 2, -4), Map(1), Call(HelperId.MapLookupElem),
            LdxMem(Size.DW, 1, 0, 0), Alu64Imm(AluCode.Add, 1, 1), StxMem(Size.DW, 0, 1, 0), Mov64Reg(0, 1), Exit());
        SimulatedKernel kernel = Kernel(code, ProgramType.SocketFilter, counts);
        Assert.Equal(1u, kernel.Run());
        Assert.Equal(2u, kernel.Run());
        kernel.CurrentCpu = 3;
        Assert.Equal(1u, kernel.Run());
        Assert.Equal(2, BitConverter.ToInt64(kernel.GetMap("counts").Lookup(new byte[4], 0)));
    }

    [Fact]
    public void May_goto_leaves_an_endless_loop_after_eight_million_rounds()
    {
        SimulatedKernel kernel = Kernel(Code(Mov64Imm(0, 0), MayGoto(2), Alu64Imm(AluCode.Add, 0, 1), Ja(-3), Exit()));
        Assert.Equal(8u * 1024 * 1024, kernel.Run());
    }
}
