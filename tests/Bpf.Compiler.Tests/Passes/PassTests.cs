using Bpf.Compiler.Ir;
using Bpf.Compiler.Passes;
using Bpf.Core.Explain;
using Bpf.Tests;

namespace Bpf.Compiler.Tests.Passes;

public class PassTests
{
    [Theory]
    [InlineData("A_struct_is_taken_apart", """
        %2 = alloca "point" 16 width=8 : ptr.stack
        %3 = alloca "copy" 16 width=8 : ptr.stack
        zero %2 len=16
        store %2, %1 width=4
        store %2, %1 off=8 width=4
        copy %3, %2 len=16
        %4 = load %3 off=8 width=4 : i32
        %5 = load %3 off=4 width=4 : i32
        %6 = add %4, %5 : i32
        return %6
        """)]
    [InlineData("A_local_becomes_a_phi", """
        %2 = alloca "x" 4 width=4 : ptr.stack
        %3 = const 1 : i32
        store %2, %3 width=4
        branch %1 bb1 bb2
        bb1: <- bb0
        %4 = const 2 : i32
        store %2, %4 width=4
        jump bb2
        bb2: <- bb0, bb1
        %5 = load %2 width=4 : i32
        return %5
        """)]
    [InlineData("Atomics_on_the_stack_are_plain", """
        %2 = alloca "x" 8 width=8 : ptr.stack
        %3 = const 5 : i64
        store %2, %3 width=8
        %4 = zext %1 : i64
        %5 = atomic Add %2, %4 : i64
        %6 = atomic CmpXchg %2, %5, %3 : i64
        %7 = trunc %6 : i32
        return %7
        """)]
    [InlineData("A_helper_fills_what_its_result_is_copied_to", """
        %2 = global ".bss" off=0 : ptr.map_value
        %3 = alloca "comm" 16 width=1 : ptr.stack
        zero %3 len=16
        %4 = const 16 : i64
        %5 = helper GetCurrentComm %3, %4 : i64
        %6 = ptradd %2 off=8 : ptr.map_value
        copy %6, %3 len=16
        return %1
        """)]
    [InlineData("A_guarded_division_doesnt_trap", """
        %2 = const 0 : i32
        %3 = ne %1, %2 : i32
        branch %3 bb1 bb4
        bb1: <- bb0
        %4 = eq %1, %2 : i32
        branch %4 bb2 bb3
        bb2: <- bb1
        trap DivideByZero
        bb3: <- bb1
        %5 = const 100 : i32
        %6 = divu %5, %1 : i32
        return %6
        bb4: <- bb0
        return %2
        """)]
    [InlineData("A_masked_index_is_in_range", """
        %2 = const 7 : i32
        %3 = and %1, %2 : i32
        %4 = const 8 : i32
        %5 = ltu %3, %4 : i32
        branch %5 bb1 bb2
        bb1: <- bb0
        return %3
        bb2: <- bb0
        trap IndexOutOfRange
        """)]
    [InlineData("A_guard_that_rests_on_a_remainder_stays_for_the_verifier", """
        %2 = const 5 : i32
        %3 = modu %1, %2 : i32
        %4 = ltu %3, %2 : i32
        branch %4 bb1 bb2
        bb1: <- bb0
        return %3
        bb2: <- bb0
        trap IndexOutOfRange
        """)]
    [InlineData("An_offset_made_of_swapped_bytes_is_shown_to_be_small", """
        %2 = load %0 width=4 : ptr.packet
        %3 = load %0 off=4 width=4 : ptr.packet_end
        %4 = bswap %1 width=2 : i32
        %5 = const 12 : i32
        %6 = shru %4, %5 : i32
        %7 = zext %6 : i64
        %8 = ptradd %2, %7 : ptr.packet
        %9 = ptradd %8 off=4 : ptr.packet
        %10 = leu %9, %3 : i32
        branch %10 bb1 bb2
        bb1: <- bb0
        %11 = load %8 width=4 : i32
        return %11
        bb2: <- bb0
        return %1
        """)]
    [InlineData("A_loop_counter_is_in_range", """
        %2 = const 0 : i32
        %3 = const 1 : i32
        %4 = const 16 : i32
        jump bb1
        bb1: <- bb0, bb3
        %5 = phi %2, %8 : i32
        %6 = lts %5, %4 : i32
        branch %6 bb2 bb5
        bb2: <- bb1
        %7 = ltu %5, %4 : i32
        branch %7 bb3 bb4
        bb3: <- bb2
        %8 = add %5, %3 : i32
        jump bb1
        bb4: <- bb2
        trap IndexOutOfRange
        bb5: <- bb1
        return %5
        """)]
    [InlineData("A_null_test_of_an_inlined_lookup_is_made_once", """
        %2 = map "m" : ptr.map
        %3 = alloca "key" 4 width=4 : ptr.stack
        store %3, %1 width=4
        %4 = helper MapLookupElem %2, %3 : ptr.map_value
        %5 = null : ptr.map_value
        %6 = ne %4, %5 : i32
        %7 = const 0 : i32
        %8 = const 1 : i32
        branch %6 bb1 bb2
        bb1: <- bb0
        jump bb3
        bb2: <- bb0
        jump bb3
        bb3: <- bb1, bb2
        %9 = phi %8, %7 : i32
        %10 = phi %4, %5 : ptr.map_value
        branch %9 bb4 bb5
        bb4: <- bb3
        %11 = eq %10, %5 : i32
        branch %11 bb6 bb7
        bb6: <- bb4
        trap NullableWithoutValue
        bb7: <- bb4
        %12 = load %10 width=4 : i32
        return %12
        bb5: <- bb3
        return %7
        """)]
    [InlineData("Pointers_into_one_element_share_their_base", """
        %2 = load %0 width=4 : ptr.packet
        %3 = load %0 off=4 width=4 : ptr.packet_end
        %4 = zext %1 : i64
        %5 = ptradd %2, %4 off=4 : ptr.packet
        %6 = leu %5, %3 : i32
        branch %6 bb1 bb2
        bb1: <- bb0
        %7 = ptradd %2, %4 : ptr.packet
        %8 = load %7 width=4 : i32
        return %8
        bb2: <- bb0
        return %1
        """)]
    [InlineData("Zeroes_that_are_overwritten_are_dropped", """
        %2 = alloca "key" 8 width=4 : ptr.stack
        zero %2 len=8
        store %2, %1 width=4
        %3 = load %0 off=24 width=4 : i32
        store %2, %3 off=4 width=4
        %4 = map "m" : ptr.map
        %5 = helper MapDeleteElem %4, %2 : i64
        %6 = trunc %5 : i32
        return %6
        """)]
    [InlineData("What_is_written_and_never_read_is_dropped", """
        %2 = alloca "x" 64 width=8 : ptr.stack
        zero %2 len=64
        store %2, %1 off=8 width=4
        %3 = ptradd %2 off=16 : ptr.stack
        store %3, %1 width=4
        return %1
        """)]
    public void Pipeline(string name, string body)
    {
        Function function = IrParser.ParseFunction($"func \"f\" (ptr.context) i32 {{\nbb0:\n%0 = param 0 : ptr.context\n%1 = load %0 off=20 width=4 : i32\n{body}\n}}");
        Assert.Empty(IrValidator.Validate(function));
        Compiler.Passes.Pipeline.Run(function, (pass, f) => IrValidator.Require(f, pass));
        Snapshot.Verify(IrPrinter.Print(function), name);
    }

    [Fact]
    public void A_trap_that_is_left_is_reported_at_its_expression()
    {
        Function function = IrParser.ParseFunction("""
            func "f" (ptr.context) i32 {
            bb0:
              %0 = param 0 : ptr.context
              %1 = load %0 width=4 : i32
              %2 = const 0 : i32
              %3 = eq %1, %2 : i32
              branch %3 bb1 bb2
            bb1: <- bb0
              trap DivideByZero @ "a.cs" 4:8-4:13 "C.M()"
            bb2: <- bb0
              %4 = divu %1, %1 : i32
              return %4
            }
            """);
        Compiler.Passes.Pipeline.Run(function);
        BpfDiagnostic diagnostic = Assert.Single(TrapCheck.Run(function));
        Assert.Equal(("BPF0411", new SourceSpan("a.cs", 4, 8, 4, 13)), (diagnostic.Id, diagnostic.Location!.Span));
    }

    [Fact]
    public void Every_fault_has_its_rule() =>
        Assert.All(Enum.GetValues<FaultKind>().Where(f => f != FaultKind.None), f => Assert.NotNull(Rules.Find(TrapCheck.IdOf(f))));
}
