using System.Buffers.Binary;
using System.Reflection;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Tests.Support;
using Bpf.Frontend;

namespace Bpf.Differential.Tests;

public class CorpusTests(ITestOutputHelper output)
{
    private const int FrameOffset = 64;
    private const int FrameSize = 32;
    private const uint ContextBase = 0x1000_0000; // the interpreter's

    [Fact]
    public void Every_method_of_the_corpus_lowers()
    {
        List<string> refused = [];
        foreach (MethodInfo method in CorpusCompilation.Instance.Methods)
        {
            LoweringResult result = Lower(method);
            if (result.Module is null) refused.Add(method.DeclaringType!.Name + "." + method.Name + ": " + string.Join(" ", result.Diagnostics));
            else refused.AddRange(result.Module.Functions.SelectMany(f => IrValidator.Validate(f)).Select(e => method.Name + ": " + e));
        }

        Assert.True(refused.Count == 0, refused.Count + " of " + CorpusCompilation.Instance.Methods.Length + ":\n" + string.Join("\n", refused.Take(40)));
    }

    [Fact]
    public void The_intermediate_form_means_what_the_CLR_means()
    {
        int methods = 0, compared = 0;
        List<string> wrong = [];
        foreach (MethodInfo method in CorpusCompilation.Instance.Methods)
        {
            if (Lower(method).Module is not { } module) continue;
            methods++;
            foreach (ulong[] input in Inputs.For(method))
            {
                Outcome expected = OnClr(method, input);
                Outcome actual = OnIr(module.Functions[0], input);
                compared++;
                if (expected == actual) continue;
                wrong.Add($"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", input.Select(i => "0x" + i.ToString("x")))}): CLR {expected}, IR {actual}");
                break;
            }
        }

        output.WriteLine($"{methods} methods, {compared} method x input compared, CLR and IR");
        Assert.True(wrong.Count == 0, wrong.Count + " of " + methods + " differ:\n" + string.Join("\n", wrong.Take(60)));
    }

    private static LoweringResult Lower(MethodInfo method) =>
        FrontEnd.Lower(CorpusCompilation.Instance.Compilation, CorpusCompilation.Instance.ProgramOf(method), FrontEndOptions.Default);

    private static Outcome OnClr(MethodInfo method, ulong[] input)
    {
        ParameterInfo[] parameters = method.GetParameters();
        object[] arguments = [.. input.Select((bits, i) => Inputs.Argument(bits, parameters[i].ParameterType))];
        try
        {
            return new(false, Inputs.Bits(method.Invoke(null, arguments)!));
        }
        catch (TargetInvocationException e) when (e.InnerException is ArithmeticException or IndexOutOfRangeException)
        {
            return new(true, 0);
        }
    }

    private static Outcome OnIr(Function function, ulong[] input)
    {
        byte[] memory = new byte[FrameOffset + FrameSize];
        BinaryPrimitives.WriteUInt32LittleEndian(memory, ContextBase + FrameOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(memory.AsSpan(4), ContextBase + FrameOffset + FrameSize);
        WriteFrame(memory.AsSpan(FrameOffset), input);
        ulong action = new IrInterpreter(function, memory).Run();
        return ReadFrame((uint)action, memory.AsSpan(FrameOffset));
    }

    internal static void WriteFrame(Span<byte> frame, ulong[] input)
    {
        for (int i = 0; i < input.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(frame[(8 + (8 * i))..], input[i]);
    }

    internal static Outcome ReadFrame(uint action, ReadOnlySpan<byte> frame) => (XdpAction)action switch
    {
        XdpAction.Pass => new(false, BinaryPrimitives.ReadUInt64LittleEndian(frame)),
        XdpAction.Drop => new(true, 0),
        _ => throw new InvalidOperationException("The program returned " + action),
    };
}
