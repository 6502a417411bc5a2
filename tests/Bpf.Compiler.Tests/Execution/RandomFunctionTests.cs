using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Tests.Support;
using Bpf.Tests;

namespace Bpf.Compiler.Tests.Execution;

public class RandomFunctionTests
{
    public static TheoryData<int, int, int> Seeds()
    {
        TheoryData<int, int, int> data = [];
        int count = int.TryParse(Environment.GetEnvironmentVariable("BPF_RANDOM_FUNCTIONS"), out int n) ? n : 40;
        for (int seed = 1; seed <= count; seed++)
            data.Add(seed, 5 + (seed % 30), seed % 4 == 0 ? 16 : seed % 5);
        return data;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Interpreter_and_VM_give_the_same(int seed, int statements, int pressure)
    {
        Function function = RandomFunction.Make(seed, statements, pressure);
        Assert.Empty(IrValidator.Validate(function));
        foreach ((string name, Lowering lowering) in Compiled.Lowerings)
        {
            CompiledFunction code = Compiled.Generate(function, lowering);
            Func<byte[], ulong> run = Compiled.InVm(code);
            foreach (byte[] context in Contexts(seed))
            {
                ulong expected = new IrInterpreter(function, context).Run();
                Assert.True(expected == run(context), $"seed {seed}, {name}: {expected:x}, not {run(context):x}\n{IrPrinter.Print(function)}\n{Compiled.Listing(code)}");
            }

            Assert.All(code.Locations, Assert.NotNull);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Interpreter_and_kernel_give_the_same(int seed, int statements, int pressure)
    {
        Assert.SkipWhen(ObjectVerdicts.Kernel is null, "this process may load no programs, or no profile is of this kernel");
        Function function = RandomFunction.Make(seed, statements, pressure);
        foreach ((string name, Lowering lowering) in Compiled.Lowerings)
        {
            byte[] image = Compiled.Image(Compiled.Generate(function, lowering));
            Assert.All(ObjectVerdicts.Of(image), verdict => Assert.True(verdict is { Accepted: true, Agree: true }, $"seed {seed}, {name}: {verdict}"));
            using BpfObject loaded = BpfObject.Load(image);
            foreach (byte[] context in Contexts(seed))
            {
                uint expected = (uint)new IrInterpreter(function, context).Run();
                Assert.True(expected == loaded.Program("f").Run(default, context).ReturnValue, $"seed {seed}, {name}");
            }
        }
    }

    private static IEnumerable<byte[]> Contexts(int seed)
    {
        Random random = new(seed);
        yield return new byte[Compiled.ContextSize];
        for (int i = 0; i < 4; i++)
        {
            byte[] context = new byte[Compiled.ContextSize];
            random.NextBytes(context);
            if (i % 2 == 0)
            {
                // Small numbers and sign bits are met more often than by chance.
                for (int j = 0; j < context.Length; j++)
                    context[j] = (byte)(j % 8 == 0 ? context[j] & 7 : j % 8 == 7 ? context[j] & 0x80 : 0);
            }

            yield return context;
        }
    }
}
