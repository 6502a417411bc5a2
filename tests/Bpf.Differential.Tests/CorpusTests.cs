using System.Buffers.Binary;
using System.Reflection;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Tests.Support;
using Bpf.Core.Kernel;
using Bpf.Frontend;
using Bpf.Verifier;

namespace Bpf.Differential.Tests;

public class CorpusTests
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
            if (result.Module is null) refused.Add(NameOf(method) + ": " + string.Join(" ", result.Diagnostics));
            else refused.AddRange(result.Module.Functions.SelectMany(f => IrValidator.Validate(f)).Select(e => method.Name + ": " + e));
        }

        Assert.True(refused.Count == 0, refused.Count + " of " + CorpusCompilation.Instance.Methods.Length + ":\n" + string.Join("\n", refused.Take(40)));
    }

    [Fact]
    public void A_method_means_the_same_on_the_CLR_in_the_intermediate_form_in_the_VM_and_in_the_kernel()
    {
        int methods = 0, onIr = 0, inVm = 0, inKernel = 0, unknown = 0;
        List<string> wrong = [];
        foreach (MethodInfo method in CorpusCompilation.Instance.Methods)
        {
            if (Lower(method).Module is not { } module) continue;
            methods++;
            ulong[][] inputs = [.. Inputs.For(method)];
            Outcome[] expected = [.. inputs.Select(i => OnClr(method, i))];
            if (!Uses(module, v => v.Op == IrOp.CallHelper && v.Helper != HelperId.Loop)) onIr += Compare("IR", i => OnIr(module, i));
            Check(null);
            if (SourceObject.Profile is not null && Uses(module, v => v.Op == IrOp.HasHelper || v is { Op: IrOp.MayGoOn, Constant: 1 })) Check(SourceObject.Profile);
            if (Uses(module, v => v.Op == IrOp.FollowsCallbacks)) Check(SourceObject.FollowsOneCall);

            void Check(KernelProfile? profile)
            {
                CompiledProgram program;
                try
                {
                    program = CompiledProgram.Compile(module, profile);
                }
                catch (Exception e)
                {
                    wrong.Add(NameOf(method) + ": not compiled: " + e.Message);
                    return;
                }

                using VmWorld vm = new(program);
                inVm += Compare("VM", vm.Run);
                using VmWorld? left = VmWorld.Verified(program, SourceObject.FollowsOneCall);
                if (left is not null) inVm += Compare("VM as 6.1 leaves it", left.Run);
                if (!KernelWorld.IsAvailable) return;
                using KernelWorld? kernel = KernelWorld.Load(program, out string log);
                Verdict verdict = SourceObject.Profile is null ? Verdict.Unknown : Verifier.Verifier.Verify(program.Request(SourceObject.Profile), SourceObject.Profile).Verdict;
                if (verdict == Verdict.Unknown) unknown++;
                else if (verdict != (kernel is null ? Verdict.Reject : Verdict.Accept))
                    wrong.Add($"{NameOf(method)}: the kernel {(kernel is null ? "refuses" : "accepts")} it, the simulator says {verdict}");
                if (kernel is null) wrong.Add(NameOf(method) + ": the kernel refuses it: " + string.Join(" | ", log.Split('\n').TakeLast(5)));
                else inKernel += Compare("kernel", kernel.Run);
            }

            int Compare(string world, Func<ulong[], Outcome> run)
            {
                for (int i = 0; i < inputs.Length; i++)
                {
                    Outcome actual;
                    try
                    {
                        actual = run(inputs[i]);
                    }
                    catch (Exception e)
                    {
                        wrong.Add($"{NameOf(method)}{Shown(inputs[i])}: {world} failed: {e.Message}");
                        return i;
                    }

                    if (expected[i] == actual) continue;
                    wrong.Add($"{NameOf(method)}{Shown(inputs[i])}: CLR {expected[i]}, {world} {actual}");
                    return i;
                }

                return inputs.Length;
            }
        }

        Console.WriteLine($"{methods} methods; method x input compared with the CLR: IR {onIr}, VM {inVm}, kernel {inKernel}; not modeled by the simulator {unknown}");
        Assert.True(wrong.Count == 0, wrong.Count + " differ in " + methods + " methods:\n" + string.Join("\n", wrong.Take(60)));
    }

    private static bool Uses(Compiler.Ir.Module module, Func<Value, bool> what) => module.Functions.Any(f => f.Blocks.Any(b => b.Values.Any(what)));

    private static string NameOf(MethodInfo method) => method.DeclaringType!.Name + "." + method.Name;

    private static string Shown(ulong[] input) => "(" + string.Join(", ", input.Select(i => "0x" + i.ToString("x", System.Globalization.CultureInfo.InvariantCulture))) + ")";

    private static LoweringResult Lower(MethodInfo method) =>
        FrontEnd.Lower(CorpusCompilation.Instance.Compilation, CorpusCompilation.Instance.ProgramOf(method));

    private static Outcome OnClr(MethodInfo method, ulong[] input)
    {
        ParameterInfo[] parameters = method.GetParameters();
        object[] arguments = [.. input.Select((bits, i) => Inputs.Argument(bits, parameters[i].ParameterType))];
        try
        {
            return new(false, Inputs.Bits(method.Invoke(null, arguments)!));
        }
        catch (TargetInvocationException e) when (e.InnerException is ArithmeticException or IndexOutOfRangeException or InvalidOperationException or ArgumentException)
        {
            return new(true, 0);
        }
    }

    private static Outcome OnIr(Compiler.Ir.Module module, ulong[] input)
    {
        byte[] memory = new byte[FrameOffset + FrameSize];
        BinaryPrimitives.WriteUInt32LittleEndian(memory, ContextBase + FrameOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(memory.AsSpan(4), ContextBase + FrameOffset + FrameSize);
        WriteFrame(memory.AsSpan(FrameOffset), input);
        ulong action = new IrInterpreter(module, memory).Run();
        return ReadFrame((XdpAction)action, memory.AsSpan(FrameOffset));
    }

    /// <summary>Runs a program on a frame that holds an input.</summary>
    internal static Outcome Run(XdpProgram program, ulong[] input)
    {
        byte[] frame = new byte[FrameSize];
        WriteFrame(frame, input);
        XdpRunResult result = program.Run(frame);
        return ReadFrame(result.Action, result.Packet);
    }

    private static void WriteFrame(Span<byte> frame, ulong[] input)
    {
        for (int i = 0; i < input.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(frame[(8 + (8 * i))..], input[i]);
    }

    private static Outcome ReadFrame(XdpAction action, ReadOnlySpan<byte> frame) => action switch
    {
        XdpAction.Pass => new(false, BinaryPrimitives.ReadUInt64LittleEndian(frame)),
        XdpAction.Drop => new(true, 0),
        _ => throw new InvalidOperationException("The program returned " + action),
    };
}
