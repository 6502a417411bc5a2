using System.Text;
using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Tests.Support;
using Bpf.Tests;

namespace Bpf.Compiler.Tests.Backend;

public class CodegenTests
{
    [Theory]
    [InlineData("A_packet_check_and_its_access", """
        %1 = load %0 width=4 : ptr.packet
        %2 = load %0 off=4 width=4 : ptr.packet_end
        %3 = ptradd %1 off=34 : ptr.packet
        %4 = leu %3, %2 : i32
        branch %4 bb1 bb2
        bb1: <- bb0
        %5 = load %1 off=12 width=2 : i32
        %6 = const 8 : i32
        %7 = eq %5, %6 : i32
        branch %7 bb3 bb2
        bb3: <- bb1
        %8 = load %1 off=26 width=4 : i32
        %9 = bswap %8 width=4 : i32
        return %9
        bb2: <- bb0, bb1
        %10 = const 2 : i32
        return %10
        """)]
    [InlineData("A_counter_in_a_map", """
        %1 = alloca "key" 4 width=4 : ptr.stack
        %2 = load %0 off=8 width=4 : i32
        store %1, %2 width=4
        %3 = map "Counts" : ptr.map
        %4 = helper MapLookupElem %3, %1 : ptr.map_value
        %5 = null : ptr.map_value
        %6 = eq %4, %5 : i32
        branch %6 bb1 bb2
        bb1: <- bb0
        jump bb3
        bb2: <- bb0
        %8 = const 1 : i64
        %9 = atomic Add %4, %8 : i64
        jump bb3
        bb3: <- bb1, bb2
        %10 = const 0 : i32
        return %10
        """)]
    [InlineData("A_comparison_as_a_number", """
        %1 = load %0 width=4 : i32
        %2 = load %0 off=4 width=4 : i32
        %3 = lts %1, %2 : i32
        %4 = add %3, %1 : i32
        return %4
        """)]
    [InlineData("A_signed_division", """
        %1 = load %0 width=4 : i32
        %2 = const 10 : i32
        %3 = divs %1, %2 : i32
        return %3
        """)]
    [InlineData("Fill_and_copy", """
        %1 = alloca "record" 23 width=4 : ptr.stack
        zero %1 len=23
        %2 = global ".bss" off=16 : ptr.map_value
        copy %1, %2 len=7
        %3 = map "Events" : ptr.map
        %4 = const 23 : i64
        %5 = const 0 : i64
        %6 = helper RingbufOutput %3, %1, %4, %5 : i64
        %7 = trunc %6 : i32
        return %7
        """)]
    [InlineData("An_index_that_was_compared", """
        %1 = load %0 width=4 : i32
        %2 = const 16 : i32
        %3 = ltu %1, %2 : i32
        branch %3 bb1 bb2
        bb1: <- bb0
        %4 = global ".bss" : ptr.map_value
        %5 = zext %1 : i64
        %6 = const 3 : i64
        %7 = shl %5, %6 : i64
        %8 = ptradd %4, %7 off=4 : ptr.map_value
        %9 = load %8 width=4 : i32
        return %9
        bb2: <- bb0
        %10 = const 0 : i32
        return %10
        """)]
    public void Listing(string name, string body)
    {
        Function function = IrParser.ParseFunction($"func \"f\" (ptr.context) i32 {{\nbb0:\n%0 = param 0 : ptr.context\n{body}\n}}");
        StringBuilder text = new();
        string last = "";
        foreach ((string lowering, Lowering options) in Compiled.Lowerings)
        {
            string listing = Compiled.Listing(Compiled.Generate(function, options));
            text.Append("== ").Append(lowering).Append('\n').Append(listing == last ? "the same\n" : listing.TrimEnd('\n') + "\n");
            last = listing;
        }

        Snapshot.Verify(text.ToString(), name);
    }

    [Fact]
    public void Too_much_stack_names_the_largest_locals()
    {
        Function function = IrParser.ParseFunction("""
            func "f" (ptr.context) i32 {
            bb0:
              %0 = param 0 : ptr.context
              %1 = alloca "path" 400 width=8 : ptr.stack @ "a.cs" 3:4-3:8 "C.M()"
              %2 = alloca "comm" 128 width=8 : ptr.stack
              zero %1 len=400
              zero %2 len=128
              %3 = map "m" : ptr.map
              %4 = helper MapUpdateElem %3, %1, %2 : i64
              %5 = trunc %4 : i32
              return %5
            }
            """);
        CodegenException e = Assert.Throws<CodegenException>(() => Compiled.Generate(function, new Lowering()));
        Assert.Equal("BPF0401", e.Id);
        Assert.Contains("needs 528 bytes of stack, and eBPF has 512; the largest locals are 'path' (400 bytes), 'comm' (128 bytes)", e.Message, StringComparison.Ordinal);
        Assert.Equal(3, e.Location!.Span.StartLine);
    }

    [Fact]
    public void An_exchange_without_its_instruction_is_refused()
    {
        Function function = IrParser.ParseFunction("""
            func "f" (ptr.context) i32 {
            bb0:
              %0 = const 1 : i32
              %1 = global ".bss" : ptr.map_value
              %2 = atomic Xchg %1, %0 : i32
              return %2
            }
            """);
        CodegenException e = Assert.Throws<CodegenException>(() => Compiled.Generate(function, new Lowering { AtomicFetch = false }));
        Assert.Equal("BPF0403", e.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_jump_beyond_16_bits_is_made_long_or_refused(bool v4)
    {
        FunctionBuilder b = new(new Function("f", [IrType.Ptr(Provenance.Context)], IrType.I32));
        BasicBlock entry = b.AddBlock(), large = b.AddBlock(), end = b.AddBlock();
        b.PositionAt(entry);
        Value context = b.Param(0), local = b.Alloca(8, 8);
        b.Branch(b.Load(IrType.I32, context, 0, 4), large, end);
        b.PositionAt(large);
        for (int i = 0; i < 40_000; i++)
            b.Store(local, 0, b.I32(i), 4, isVolatile: true);
        b.Jump(end);
        b.PositionAt(end);
        b.Return(b.I32(7));
        if (!v4)
        {
            Assert.Equal("BPF0402", Assert.Throws<CodegenException>(() => Compiled.Generate(b.Function, new Lowering())).Id);
            return;
        }

        CompiledFunction code = Compiled.Generate(b.Function, new Lowering { V4 = true });
        Assert.Equal(7UL, Compiled.InVm(code)(new byte[Compiled.ContextSize]));
        Assert.Contains("gotol", Compiled.Listing(code), StringComparison.Ordinal);
    }
}
