using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm.Tests.Support;
using static Bpf.Core.Isa.Asm;
using static Bpf.Vm.Tests.Support.Programs;

namespace Bpf.Vm.Tests.Interpreter;

public class FaultTests
{
    private static readonly MapSpec Counts = new() { Name = "counts", Type = MapType.Array, KeySize = 4, ValueSize = 8, MaxEntries = 2 };
    private static readonly MapSpec Events = new() { Name = "events", Type = MapType.Ringbuf, MaxEntries = 4096 };

    [Fact]
    public void Reading_past_a_map_value_is_a_fault_though_the_next_value_is_there()
    {
        BpfFaultException fault = Fault(Code(Lookup(), LdxMem(Size.DW, 0, 0, 8), Exit()), Counts);
        Assert.Equal("8-byte read at offset 8 of a value of map 'counts' (8 bytes) (address 0x" + fault.Address.ToString("x") + ")", fault.Reason);
        Assert.Equal(7, fault.Instruction);
        Assert.Equal("test", fault.Program);
    }

    [Fact]
    public void Reading_before_a_map_value_is_a_fault_that_names_the_value()
    {
        Assert.Contains("4 bytes before a value of map 'counts'", Fault(Code(Lookup(), LdxMem(Size.W, 0, 0, -4), Exit()), Counts).Reason);
    }

    [Fact]
    public void Reading_across_the_end_of_a_value_is_a_fault()
    {
        Assert.Contains("offset 5 of a value", Fault(Code(Lookup(), LdxMem(Size.W, 0, 0, 5), Exit()), Counts).Reason);
    }

    [Fact]
    public void A_null_pointer_is_named()
    {
        Assert.Contains("a null pointer", Fault(Code(Mov64Imm(1, 16), LdxMem(Size.B, 0, 1, 0), Exit())).Reason);
    }

    [Fact]
    public void A_random_number_is_no_address()
    {
        Assert.Contains("no known memory", Fault(Code(Number(1, 0x1234_5678_9abc_def0), LdxMem(Size.B, 0, 1, 0), Exit())).Reason);
    }

    [Fact]
    public void The_stack_ends_after_512_bytes()
    {
        Assert.Equal(7u, Kernel(Code(StMem(Size.DW, 10, -512, 7), LdxMem(Size.DW, 0, 10, -512), Exit())).Run());
        Assert.Contains("1 bytes before the stack", Fault(Code(StMem(Size.B, 10, -513, 7), Mov64Imm(0, 0), Exit())).Reason);
        Assert.Contains("offset 512 of the stack of call frame 0", Fault(Code(StMem(Size.B, 10, 0, 7), Mov64Imm(0, 0), Exit())).Reason);
    }

    [Fact]
    public void The_stack_of_a_function_that_returned_is_gone()
    {
        ImmutableArray<Instruction> code = Code(
            CallLocal(2), LdxMem(Size.B, 0, 0, 0), Exit(),
            Mov64Reg(0, 10), Alu64Imm(AluCode.Add, 0, -8), StMem(Size.DW, 0, 0, 1), Exit());
        Assert.Contains("the stack of call frame 1, which has returned", Fault(code).Reason);
    }

    [Fact]
    public void Read_only_memory_is_not_written()
    {
        MapSpec rodata = new() { Name = ".rodata", Type = MapType.Array, KeySize = 4, ValueSize = 4, MaxEntries = 1, Frozen = true, InitialValue = [1, 2, 3, 4] };
        Assert.Equal(0x04030201u, Kernel(Code(MapValue(1, 0, 0), LdxMem(Size.W, 0, 1, 0), Exit()), ProgramType.SocketFilter, rodata).Run());
        Assert.Contains("which is read-only", Fault(Code(MapValue(1, 0, 0), StMem(Size.B, 1, 0, 0), Exit()), rodata).Reason);
    }

    [Fact]
    public void A_record_is_gone_once_it_is_submitted()
    {
        ImmutableArray<Instruction> code = Code(
            Map(1), Mov64Imm(2, 8), Mov64Imm(3, 0), Call(HelperId.RingbufReserve), Mov64Reg(6, 0),
            Mov64Reg(1, 6), Mov64Imm(2, 0), Call(HelperId.RingbufSubmit), StMem(Size.B, 6, 0, 1), Exit());
        Assert.Contains("a record of ring buffer 'events', which was submitted or discarded", Fault(code, Events).Reason);
    }

    [Fact]
    public void A_record_neither_submitted_nor_discarded_is_a_fault()
    {
        ImmutableArray<Instruction> code = Code(Map(1), Mov64Imm(2, 8), Mov64Imm(3, 0), Call(HelperId.RingbufReserve), Exit());
        Assert.Contains("neither submitted nor discarded", Fault(code, Events).Reason);
    }

    [Fact]
    public void A_map_is_no_memory()
    {
        Assert.Contains("map 'counts' itself", Fault(Code(Map(1), LdxMem(Size.DW, 0, 1, 0), Exit()), Counts).Reason);
    }

    [Fact]
    public void A_helper_faults_for_memory_that_is_not_there()
    {
        BpfFaultException fault = Fault(Code(Map(1), Mov64Reg(2, 10), Call(HelperId.MapLookupElem), Exit()), Counts);
        Assert.Contains("for a helper", fault.Reason);
        Assert.Equal(3, fault.Instruction);
    }

    [Fact]
    public void A_helper_faults_for_a_wrong_map()
    {
        Assert.Contains("a ring buffer is expected", Fault(
            Code(Map(1), Mov64Imm(2, 8), Mov64Imm(3, 0), Call(HelperId.RingbufReserve), Exit()), Counts).Reason);
    }

    [Fact]
    public void An_endless_loop_ends_as_a_fault()
    {
        Assert.Contains("limit of instructions", Fault(Code(Ja(-1), Exit())).Reason);
    }

    [Fact]
    public void Running_past_the_last_instruction_is_a_fault()
    {
        Assert.Contains("ran past its last instruction", Fault(Code(Mov64Imm(0, 0))).Reason);
    }

    [Fact]
    public void Endless_recursion_is_a_fault()
    {
        Assert.Contains("more than 8 call frames", Fault(Code(CallLocal(-1), Exit())).Reason);
    }

    [Fact]
    public void A_misaligned_atomic_is_a_fault()
    {
        Assert.Contains("misaligned atomic", Fault(Code(
            Mov64Imm(1, 1), StMem(Size.DW, 10, -16, 0), StMem(Size.DW, 10, -8, 0), Asm.Atomic(Size.W, AtomicCode.Add, 10, 1, -7), Exit())).Reason);
    }

    [Fact]
    public void A_kernel_runs_on_after_a_fault()
    {
        SimulatedKernel kernel = Kernel(Code(CallLocal(1), Exit(), Mov64Imm(1, 0), LdxMem(Size.B, 0, 1, 0), Exit()));
        Assert.Throws<BpfFaultException>(() => kernel.Run());
        kernel.Load(Request(Code(Mov64Imm(0, 42), Exit())));
        Assert.Equal(42u, kernel.Run());
    }

    private static object Lookup() => Code(
        StMem(Size.W, 10, -4, 0), Mov64Reg(2, 10), Alu64Imm(AluCode.Add, 2, -4), Map(1), Call(HelperId.MapLookupElem), Ja(0));

    private static BpfFaultException Fault(ImmutableArray<Instruction> code, params MapSpec[] maps)
    {
        var kernel = new SimulatedKernel(new SimulatedKernelOptions { InstructionLimit = 10_000 });
        kernel.Load(Request(code, ProgramType.SocketFilter, maps));
        return Assert.Throws<BpfFaultException>(() => kernel.Run());
    }
}
