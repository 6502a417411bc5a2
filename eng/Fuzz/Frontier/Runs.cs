using System.Buffers.Binary;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm;

namespace Bpf.Fuzz.Frontier;

/// <summary>Runs a program that the simulated verifier accepts in the simulated kernel: no access may fault, no value may contradict a claim.</summary>
internal sealed class Runs(Random random)
{
    private const int Inputs = 3;
    private const int Looks = 4;
    private const int Registers = 10;
    private static readonly MapSpec s_snapshot = new() { Name = FrontierMaps.Snapshot, Type = MapType.Hash, KeySize = 4, ValueSize = 8 * Registers, MaxEntries = 1 };

    /// <summary>Registers looked at so far.</summary>
    public int Compared { get; private set; }

    /// <summary>What a run did that it should not have; null for nothing, also where the simulated kernel lacks what the program calls.</summary>
    public string? Check(LoadRequest request, Claims? claims)
    {
        if (Kernel(request) is not { } whole) return null;
        for (int i = 0; i < Inputs; i++)
        {
            (ulong[] values, byte[] packet) = SomeInput();
            try
            {
                Run(whole, values, packet);
            }
            catch (BpfFaultException e) when (!e.Reason.Contains("limit of instructions", StringComparison.Ordinal))
            {
                return "faults: " + e.Message;
            }
            catch (BpfFaultException)
            {
                return null;
            }

            if (claims is not null && Look(request, claims, values, packet) is { } wrong) return wrong;
        }

        return null;
    }

    /// <summary>Stops the program at some instructions and compares registers with claims.</summary>
    private string? Look(LoadRequest request, Claims claims, ulong[] values, byte[] packet)
    {
        for (int n = 0; n < Looks; n++)
        {
            int at = random.Next(request.Instructions.Length);
            if (at > 0 && request.Instructions[at - 1].IsWide) continue;
            if (Kernel(StoppedAt(request, at)) is not { } stopped) return null;
            try
            {
                Run(stopped, values, packet);
            }
            catch (BpfFaultException)
            {
                // Once registers have been looked at the program goes on with others.
            }

            Span<byte> found = stopped.GetMap(FrontierMaps.Snapshot).Lookup([0, 0, 0, 0], 0);
            if (found.IsEmpty) continue;
            ulong[] registers = new ulong[Registers];
            for (int i = 0; i < Registers; i++) registers[i] = BinaryPrimitives.ReadUInt64LittleEndian(found[(8 * i)..]);
            Compared += Registers;
            if (claims.Contradiction(at, registers) is { } wrong) return $"before instruction {at} {wrong}";
        }

        return null;
    }

    /// <summary>The program with a look at the registers in an instruction's place. The first look is kept.</summary>
    private static LoadRequest StoppedAt(LoadRequest request, int at)
    {
        int map = request.Maps.Length;
        Instruction[] code =
        [
            .. request.Instructions,
            .. Enumerable.Range(0, Registers).Select(i => Asm.StxMem(Size.DW, 10, (byte)i, (short)(-8 * Registers + 8 * i))),
            Asm.StMem(Size.W, 10, -8 * Registers - 8, 0),
            new(Opcode.LdImmDW, 1, (byte)PseudoSource.MapIdx, 0, map), new(0),
            Asm.Mov64Reg(2, 10), Asm.Alu64Imm(AluCode.Add, 2, -8 * Registers - 8),
            Asm.Mov64Reg(3, 10), Asm.Alu64Imm(AluCode.Add, 3, -8 * Registers),
            Asm.Mov64Imm(4, 1), Asm.Call(HelperId.MapUpdateElem), Asm.Exit(),
        ];
        bool wide = code[at].IsWide;
        code[at] = new(Opcode.JmpJa, Offset: (short)(request.Instructions.Length - at - 1));
        if (wide) code[at + 1] = new(Opcode.JmpJa);
        return request with { Instructions = [.. code], Maps = [.. request.Maps, s_snapshot] };
    }

    private static SimulatedKernel? Kernel(LoadRequest request)
    {
        SimulatedKernel kernel = new(new() { InstructionLimit = 1_000_000 });
        try
        {
            kernel.Load(new LinkedObject(request.Maps, [request], []));
            return kernel;
        }
        catch (BpfLoadException)
        {
            return null;
        }
    }

    private static void Run(SimulatedKernel kernel, ulong[] values, byte[] packet)
    {
        Span<byte> inputs = kernel.GetMap(FrontierMaps.Inputs).Lookup([0, 0, 0, 0], 0);
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt64LittleEndian(inputs[(8 * i)..], values[i]);
        byte[]? bytes = [.. packet];
        kernel.Run("random", new byte[192], ref bytes);
    }

    private (ulong[] Values, byte[] Packet) SomeInput()
    {
        ulong[] values = new ulong[8];
        for (int i = 0; i < values.Length; i++)
        {
            ulong wide = (ulong)random.NextInt64() << 1;
            values[i] = random.Next(6) switch
            {
                0 => wide,
                1 => (uint)wide,
                2 => (ulong)(long)(int)wide,
                3 => 1UL << random.Next(64),
                4 => ulong.MaxValue >> random.Next(64),
                _ => (ulong)random.Next(80),
            };
        }

        byte[] packet = new byte[random.Next(14, 120)];
        random.NextBytes(packet);
        return (values, packet);
    }
}
