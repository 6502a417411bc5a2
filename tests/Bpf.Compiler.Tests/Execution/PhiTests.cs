using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Tests.Support;

namespace Bpf.Compiler.Tests.Execution;

public class PhiTests
{
    [Theory]
    [InlineData("Two values change places", "%11", "%10", "%12")]
    [InlineData("Three values move in a circle", "%11", "%12", "%10")]
    [InlineData("One value is copied to two", "%10", "%10", "%10")]
    [InlineData("A chain moves on", "%1", "%10", "%11")]
    public void Phis_of_a_loop_take_their_values_at_once(string what, string first, string second, string third)
    {
        Function function = IrParser.ParseFunction($$"""
            func "f" (ptr.context) i32 {
            bb0:
              %0 = param 0 : ptr.context
              %1 = load %0 width=4 : i32
              %2 = load %0 off=4 width=4 : i32
              %3 = load %0 off=8 width=4 : i32
              %4 = const 0 : i32
              %5 = const 1 : i32
              %6 = const 5 : i32
              %7 = const 100 : i32
              jump bb1
            bb1: <- bb0, bb1
              %10 = phi %1, {{first}} : i32
              %11 = phi %2, {{second}} : i32
              %12 = phi %3, {{third}} : i32
              %13 = phi %4, %14 : i32
              %14 = add %13, %5 : i32
              %15 = lts %14, %6 : i32
              branch %15 bb1 bb2
            bb2: <- bb1
              %20 = mul %10, %7 : i32
              %21 = add %20, %11 : i32
              %22 = mul %21, %7 : i32
              %23 = add %22, %12 : i32
              return %23
            }
            """);
        byte[] context = new byte[Compiled.ContextSize];
        (context[0], context[4], context[8]) = (3, 5, 7);
        foreach ((string name, Lowering lowering) in Compiled.Lowerings)
        {
            foreach (bool optimize in (bool[])[true, false])
            {
                CompiledFunction code = Compiled.Generate(function, lowering, optimize);
                Assert.True(new IrInterpreter(function, context).Run() == Compiled.InVm(code)(context), $"{what}, {name}:\n{Compiled.Listing(code)}");
            }
        }
    }

    [Fact]
    public void Copies_in_a_circle_take_one_register_more()
    {
        int next = 100;
        List<(int To, int From)> order = ParallelCopy.Order([(1, 2), (2, 3), (3, 1), (4, 1)], () => next++);
        Dictionary<int, int> registers = new() { [1] = 1, [2] = 2, [3] = 3, [4] = 4 };
        foreach ((int to, int from) in order)
            registers[to] = registers[from];
        Assert.Equal((2, 3, 1, 1), (registers[1], registers[2], registers[3], registers[4]));
        Assert.Equal(5, order.Count);
    }
}
