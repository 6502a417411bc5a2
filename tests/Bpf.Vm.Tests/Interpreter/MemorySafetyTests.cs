using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm.Helpers;
using Bpf.Vm.Tests.Support;
using static Bpf.Core.Isa.Asm;
using static Bpf.Vm.Tests.Support.Programs;

namespace Bpf.Vm.Tests.Interpreter;

/// <summary>Programs that no verifier has seen: whatever they do, they end, with a result or a documented exception.</summary>
public class MemorySafetyTests
{
    private static readonly MapSpec[] Maps =
    [
        new() { Name = "array", Type = MapType.Array, KeySize = 4, ValueSize = 8, MaxEntries = 1 },
        new() { Name = "hash", Type = MapType.Hash, KeySize = 8, ValueSize = 16, MaxEntries = 4 },
        new() { Name = "ring", Type = MapType.Ringbuf, MaxEntries = 4096 },
        new() { Name = "trie", Type = MapType.LpmTrie, KeySize = 8, ValueSize = 4, MaxEntries = 4, Flags = 1 },
        new() { Name = "programs", Type = MapType.ProgArray, KeySize = 4, ValueSize = 4, MaxEntries = 2 },
    ];

    private static readonly HelperId[] Callable = [.. HelperTable.All];

    [Theory]
    [InlineData(ProgramType.Xdp)]
    [InlineData(ProgramType.SchedCls)]
    [InlineData(ProgramType.Kprobe)]
    [InlineData(ProgramType.Syscall)]
    public void Random_programs_end_with_a_result_or_a_fault(ProgramType type)
    {
        int ended = 0, faulted = 0, refused = 0;
        for (int seed = 1; seed <= 1000; seed++)
        {
            var random = new Random(seed);
            var kernel = new SimulatedKernel(new SimulatedKernelOptions { InstructionLimit = 5000 });
            try
            {
                kernel.Load(Request(Program(random), type, Maps));
                kernel.GetMap("programs").Update(new byte[4], [1, 0, 0, 0], 0, 0);
                byte[] context = new byte[64];
                byte[]? packet = new byte[100];
                kernel.Run("test", context, ref packet);
                ended++;
            }
            catch (BpfFaultException)
            {
                faulted++;
            }
            catch (BpfLoadException)
            {
                refused++;
            }
        }
        // All three happen, or the programs test nothing.
        Assert.InRange(ended, 1, 998);
        Assert.InRange(faulted, 1, 998);
        Assert.InRange(refused, 1, 998);
    }

    private static ImmutableArray<Instruction> Program(Random random)
    {
        var code = new List<Instruction>(Code(MapValue(6, 0, 0), Map(7, random.Next(Maps.Length)), Mov64Reg(8, 10), Alu64Imm(AluCode.Add, 8, -16), Mov64Reg(9, 1)));
        int length = random.Next(1, 20);
        for (int i = 0; i < length; i++)
        {
            // Mostly addresses that are right: of the map's value (r6) and of the stack (r8 and r10).
            byte a = (byte)random.Next(6), b = random.Next(20) == 0 ? (byte)random.Next(11) : (byte)(random.Next(3) switch { 0 => 6, 1 => 8, _ => 10 });
            short offset = (short)(random.Next(50) == 0 ? random.Next(short.MinValue, short.MaxValue) : b == 6 ? 0 : b == 10 ? -8 * random.Next(1, 8) : 8);
            var size = (Size)(random.Next(4) << 3);
            switch (random.Next(12))
            {
                case 0: code.Add(StxMem(size, b, a, offset)); break;
                case 1: code.Add(LdxMem(size, a, b, offset)); break;
                case 2: code.Add(Alu64Reg(AluCode.Add, a, b)); break;
                case 3: code.Add(Alu64Imm(AluCode.Add, a, random.Next(-40, 40))); break;
                case 4: code.Add(Asm.Atomic(random.Next(2) == 0 ? Size.W : Size.DW, AtomicCode.FetchAdd, b, a, offset)); break;
                case 5: code.Add(Mov64Reg(a, b)); break;
                case 6: code.Add(Mov64Imm(a, random.Next(-2, 100))); break;
                case 7: code.Add(JmpImm(JumpCode.JGt, a, random.Next(10), (short)random.Next(-2, 3))); break;
                case 8 when random.Next(10) == 0: code.Add(new Instruction((byte)random.Next(256), a, b, offset, random.Next(64))); break;
                default:
                    // Arguments that may well be right: the map, then pointers to the stack and small numbers.
                    code.AddRange([Mov64Reg(1, random.Next(3) == 0 ? (byte)9 : (byte)7), Mov64Reg(2, 8), random.Next(2) == 0 ? Mov64Reg(3, 8) : Mov64Imm(3, random.Next(16))]);
                    code.Add(Call(Callable[random.Next(Callable.Length)]));
                    break;
            }
        }
        // Jumps by up to two slots stay inside.
        code.AddRange([Mov64Imm(0, 0), Mov64Imm(0, 0), Exit()]);
        return [.. code];
    }
}
