using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;

namespace Bpf.Compiler.Tests.Ir;

public class TextFormTests
{
    private const string Sample = """
        func "Count" (ptr.context) i32 program Xdp CgroupInetIngress "xdp" 0 {
        bb0:
          %0 = param 0 : ptr.context
          %1 = alloca "key" 16 width=8 : ptr.stack
          %2 = const 0 : i32
          %3 = load %0 off=8 width=4 : i32 @ "a.cs" 1:2-3:4 "C.M()" <- "b.cs" 5:6-7:8 "C.N(\"x\")"
          jump bb1
        bb1: <- bb0, bb2
          %4 = phi %2, %6 : i32
          %5 = ltu %4, %3 : i32
          branch %5 bb2 bb3
        bb2: <- bb1
          %6 = add %4, %3 : i32
          store %1, %6 off=4 width=4 volatile
          jump bb1
        bb3: <- bb1
          %7 = map "Pending" : ptr.map
          %8 = helper MapLookupElem %7, %1 : ptr.map_value
          %9 = const 1 : i64
          %10 = atomic Add %8, %9 off=8 : i64
          trap IndexOutOfRange
        }

        """;

    [Fact]
    public void What_is_printed_is_read_back_as_the_same()
    {
        Function function = IrParser.ParseFunction(Sample);
        Assert.Empty(IrValidator.Validate(function));
        Assert.Equal(Sample, IrPrinter.Print(function, locations: true));
    }

    [Fact]
    public void A_location_keeps_the_calls_inlined()
    {
        Function function = IrParser.ParseFunction(Sample);
        SourceLocation location = function.Blocks[0].Values[3].Location!;
        Assert.Equal(new SourceSpan("a.cs", 1, 2, 3, 4), location.Span);
        Assert.Equal("C.N(\"x\")", location.InlinedAt!.Method);
    }

    [Fact]
    public void The_builder_makes_the_same_function()
    {
        Function function = new("F", [IrType.I32], IrType.I32)
        {
            Program = new ProgramInfo(ProgramType.Xdp, default, "xdp"),
        };
        FunctionBuilder b = new(function);
        BasicBlock entry = b.AddBlock(), yes = b.AddBlock(), no = b.AddBlock();
        b.PositionAt(entry);
        Value x = b.Param(0);
        b.Branch(b.Compare(IrOp.LtS, x, b.I32(5)), yes, no);
        b.PositionAt(yes);
        b.Return(b.Binary(IrOp.Add, x, b.I32(1)));
        b.PositionAt(no);
        b.Trap(FaultKind.ArithmeticOverflow);

        string text = IrPrinter.Print(function);
        Assert.Empty(IrValidator.Validate(function));
        Assert.Equal(text, IrPrinter.Print(IrParser.ParseFunction(text)));
    }

    [Theory]
    [InlineData("%1 = add %0, %0 : i64", "gives i64")]
    [InlineData("%1 = zext %0 : i32", "gives i32")]
    [InlineData("%1 = load %0 width=4 : i32", "reads 4 bytes of i32")]
    [InlineData("%1 = sext_in %0 width=4 : i32", "extends 4 bytes")]
    [InlineData("%1 = add %0, %2 : i32\n  %2 = add %0, %0 : i32", "where it isn't defined")]
    [InlineData("%1 = param 1 : i32", "is no parameter")]
    [InlineData("return %0", "terminator in the middle")]
    [InlineData("%1 = phi %0 : i32", "doesn't stand first")]
    public void The_validator_names_what_is_wrong(string line, string complaint)
    {
        string text = $$"""
            func "F" (i32) i32 {
            bb0:
              %0 = param 0 : i32
              {{line}}
              return %0
            }
            """;
        Assert.Contains(IrValidator.Validate(IrParser.ParseFunction(text)), e => e.Contains(complaint));
    }

    [Theory]
    [InlineData("func \"F\" () i32 {\nbb0:\n  return %0\n}", "%0 is used but not there")]
    [InlineData("func \"F\" () i32 {\nbb0:\n  jump bb1\n}", "a block is named that isn't there")]
    [InlineData("func \"F\" () i32 {\nbb0:\n  frob\n}", "Line 3: 'frob' is no operation")]
    [InlineData("func \"F\" () i32 {\nbb0:\n  unreachable", "isn't closed")]
    public void The_parser_names_what_it_cannot_read(string text, string message)
    {
        FormatException e = Assert.Throws<FormatException>(() => IrParser.Parse(text));
        Assert.Contains(message, e.Message, StringComparison.OrdinalIgnoreCase);
    }
}
