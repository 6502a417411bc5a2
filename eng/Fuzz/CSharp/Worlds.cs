using System.Buffers.Binary;
using Bpf.Core.Link;
using Bpf.Vm;

namespace Bpf.Fuzz.CSharp;

/// <summary>The three places where one program runs. Each gives the outcomes of all inputs, in their order.</summary>
internal static class Worlds
{
    private const int FrameSize = 32;

    /// <summary>As C#, with the simulated kernel's maps.</summary>
    public static Outcome[] OnClr(Func<ulong, ulong, ulong, ulong> body, LinkedObject linked, IReadOnlyList<Input> inputs)
    {
        SimulatedKernel world = new();
        world.Load(linked);
        using WorldScope scope = BpfWorld.Enter(world);
        Outcome[] outcomes = new Outcome[inputs.Count];
        for (int i = 0; i < outcomes.Length; i++)
        {
            try
            {
                outcomes[i] = new(false, body(inputs[i].A, inputs[i].B, inputs[i].C));
            }
            catch (Exception e) when (e is ArithmeticException or IndexOutOfRangeException or InvalidOperationException or ArgumentException)
            {
                outcomes[i] = new(true, 0);
            }
        }

        return outcomes;
    }

    /// <summary>As bytecode in the simulated kernel.</summary>
    public static Outcome[] InVm(LinkedObject linked, IReadOnlyList<Input> inputs)
    {
        SimulatedKernel world = new();
        world.Load(linked);
        return [.. inputs.Select(input =>
        {
            byte[]? packet = Frame(input);
            ulong action = world.Run("Run", new byte[24], ref packet);
            return Read((uint)action, packet!);
        })];
    }

    /// <summary>As bytecode in the running kernel, loaded by the runtime.</summary>
    /// <exception cref="BpfException">The kernel refused it.</exception>
    public static Outcome[] InKernel(byte[] elf, IReadOnlyList<Input> inputs)
    {
        using BpfObject target = BpfObject.Load(elf);
        BpfProgram program = target.Program("Run");
        return [.. inputs.Select(input =>
        {
            BpfRunResult result = program.Run(Frame(input));
            return Read(result.ReturnValue, result.Packet);
        })];
    }

    private static byte[] Frame(Input input)
    {
        byte[] frame = new byte[FrameSize];
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(8), input.A);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(16), input.B);
        BinaryPrimitives.WriteUInt64LittleEndian(frame.AsSpan(24), input.C);
        return frame;
    }

    private static Outcome Read(uint action, byte[] frame) => (XdpAction)action switch
    {
        XdpAction.Pass => new(false, BinaryPrimitives.ReadUInt64LittleEndian(frame)),
        XdpAction.Drop => new(true, 0),
        _ => throw new InvalidOperationException("The program returned " + action),
    };
}

/// <summary>What a program is run with.</summary>
internal readonly record struct Input(ulong A, ulong B, ulong C)
{
    private static readonly ulong[] s_edges =
    [
        0, 1, 2, 7, 31, 32, 63, 64, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, int.MaxValue, 0x8000_0000, uint.MaxValue, 1UL << 32,
        long.MaxValue, 1UL << 63, ulong.MaxValue, ulong.MaxValue - 4, 0xffff_ffff_8000_0000,
    ];

    /// <summary>Some inputs, of edge values and of random bits.</summary>
    public static Input[] Some(Random random, int count)
    {
        ulong Value() => random.Next(3) switch { 0 => s_edges[random.Next(s_edges.Length)], 1 => (ulong)random.Next(100), _ => (ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 1) };
        return [.. Enumerable.Range(0, count).Select(_ => new Input(Value(), Value(), Value()))];
    }
}
