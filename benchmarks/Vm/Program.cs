using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm;
using static Bpf.Core.Isa.Asm;

// How fast the simulated kernel runs bytecode. Workloads take turns, so that what else the machine does hits all of them; medians count.
const int Rounds = 21;
const int Loops = 200_000;

var counts = new MapSpec { Name = "counts", Type = MapType.Array, KeySize = 4, ValueSize = 8, MaxEntries = 1 };
Workload[] workloads =
[
    new("arithmetic", Loop(Alu64Reg(AluCode.Add, 0, 1), Alu64Imm(AluCode.Xor, 0, 0x55), Alu32Reg(AluCode.Sub, 2, 0), Alu64Imm(AluCode.Lsh, 2, 3))),
    new("branches", Loop(JmpImm(JumpCode.JSet, 1, 1, 1), Alu64Imm(AluCode.Add, 0, 1), Jmp32Reg(JumpCode.JLt, 0, 1, 1), Alu64Imm(AluCode.Add, 2, 1))),
    new("stack", Loop(StxMem(Size.DW, 10, 1, -8), LdxMem(Size.W, 0, 10, -8), StMem(Size.B, 10, -9, 1), LdxMem(Size.B, 2, 10, -9))),
    new("map lookup", Loop(
        StMem(Size.W, 10, -4, 0), Mov64Reg(6, 1), LdImm64(1, PseudoSource.MapIdx, 0, 0).First, LdImm64(1, PseudoSource.MapIdx, 0, 0).Second,
        Mov64Reg(2, 10), Alu64Imm(AluCode.Add, 2, -4), Call(HelperId.MapLookupElem), LdxMem(Size.DW, 2, 0, 0), Mov64Reg(1, 6))),
];

foreach (Workload workload in workloads)
{
    workload.Kernel.Load(new LinkedObject([counts], [new LoadRequest
    {
        Name = "bench",
        ProgramType = ProgramType.SocketFilter,
        Instructions = workload.Code,
        Maps = [counts],
    }], []));
}
for (int round = -5; round < Rounds; round++)
{
    foreach (Workload workload in workloads)
    {
        byte[]? packet = null;
        long before = Stopwatch.GetTimestamp();
        workload.Kernel.Run("bench", default, ref packet);
        if (round >= 0) workload.Rates.Add(workload.Kernel.InstructionsExecuted / Stopwatch.GetElapsedTime(before).TotalMicroseconds);
    }
}
foreach (Workload workload in workloads)
{
    workload.Rates.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Name}: {workload.Rates[Rounds / 2]:F0} M insn/s"));
}

// A single short run, with all that surrounds it.
SimulatedKernel shortRuns = new();
shortRuns.Load(new LinkedObject([], [new LoadRequest
{
    Name = "bench",
    ProgramType = ProgramType.Xdp,
    Instructions = [Mov64Imm(0, 2), Exit()],
}], []));
byte[]? frame = new byte[64];
var times = new List<double>();
long allocated = 0;
for (int round = -5; round < Rounds; round++)
{
    long bytes = GC.GetAllocatedBytesForCurrentThread(), before = Stopwatch.GetTimestamp();
    for (int i = 0; i < 10_000; i++) shortRuns.Run("bench", default, ref frame);
    if (round < 0) continue;
    times.Add(Stopwatch.GetElapsedTime(before).TotalNanoseconds / 10_000);
    allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
}
times.Sort();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one run of an XDP program: {times[Rounds / 2]:F0} ns, {allocated / 10_000} bytes allocated"));

static ImmutableArray<Instruction> Loop(params Instruction[] body) =>
[
    Mov64Imm(0, 0), Mov64Imm(2, 1), Mov64Imm(1, Loops),
    .. body,
    Alu64Imm(AluCode.Sub, 1, 1), JmpImm(JumpCode.JNe, 1, 0, (short)-(body.Length + 2)), Exit(),
];

internal sealed record Workload(string Name, ImmutableArray<Instruction> Code)
{
    public SimulatedKernel Kernel { get; } = new();

    public List<double> Rates { get; } = [];
}
