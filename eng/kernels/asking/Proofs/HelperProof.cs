using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using static Bpf.Core.Isa.Register;

namespace Bpf.KernelAsking;

/// <summary>Loads right and wrong calls of one helper and compares the kernel's verdicts with the helper's row.</summary>
public sealed class HelperProof
{
    /// <summary>Program types with an expected attach type that the kernel takes, cheapest first.</summary>
    private static readonly (ProgramType Type, AttachType Attach)[] Programs =
    [
        (ProgramType.SocketFilter, 0), (ProgramType.SchedCls, 0), (ProgramType.Xdp, 0), (ProgramType.Tracepoint, 0), (ProgramType.Kprobe, 0),
        (ProgramType.RawTracepoint, 0), (ProgramType.PerfEvent, 0), (ProgramType.CgroupSkb, 0), (ProgramType.LwtXmit, 0), (ProgramType.LwtIn, 0),
        (ProgramType.LwtSeg6local, 0), (ProgramType.SkSkb, 0), (ProgramType.SkMsg, 0), (ProgramType.SockOps, 0), (ProgramType.FlowDissector, 0),
        (ProgramType.CgroupSock, AttachType.CgroupInetSockCreate), (ProgramType.CgroupSockAddr, AttachType.CgroupInet4Connect),
        (ProgramType.CgroupSockopt, AttachType.CgroupSetsockopt), (ProgramType.CgroupSysctl, AttachType.CgroupSysctl),
        (ProgramType.CgroupDevice, AttachType.CgroupDevice), (ProgramType.SkReuseport, AttachType.SkReuseportSelect),
        (ProgramType.SkLookup, AttachType.SkLookup), (ProgramType.Netfilter, AttachType.Netfilter), (ProgramType.Syscall, 0),
    ];

    // Reasons about an argument that do not name its register; older kernels have more of them.
    private static readonly string[] s_unnamed = ["stack", "write into map forbidden", "invalid zero-sized read"];

    private readonly CallSample _right;
    private readonly int[] _maps;
    private readonly List<string> _failures = [];

    private HelperProof(CallSample right, int[] maps)
    {
        _right = right;
        _maps = maps;
    }

    /// <summary>Proves a row.</summary>
    /// <returns>What is wrong with it, empty for nothing; null where no program here can call it.</returns>
    public static IReadOnlyList<string>? Of(HelperPrototype helper)
    {
        using ProofMaps maps = new(helper.Id);
        return Right(helper, maps) is { } right ? new HelperProof(right, maps.Descriptors).Prove() : null;
    }

    /// <summary>Says whether the kernel takes a map of that type for the helper's map argument.</summary>
    public static bool Takes(HelperPrototype helper, MapTypeInfo map)
    {
        using ProofMaps usual = new(helper.Id), asked = new(map);
        CallSample right = Right(helper, usual) ?? throw new InvalidOperationException($"no program can call {helper.Name}");
        return RawBpf.Load(right.ToRequest(), asked.Descriptors, ProofBtf.Descriptor).Result == 0;
    }

    private static CallSample? Right(HelperPrototype helper, ProofMaps maps)
    {
        foreach ((ProgramType type, AttachType attach) in Programs)
        {
            HelperPrototype row = Helpers.For(helper.Id, type, Environment.OSVersion.Version)!;
            ImmutableArray<ArgumentValue?> values = [.. row.Arguments.Select(ArgumentValue.Right)];
            if (values.Contains(null))
                continue;
            // Its lock is locked before the arguments are set, so they need not find it again.
            if (row.Id == HelperId.SpinUnlock)
                values = [.. values.Select(value => value! with { Preparation = [] })];
            CallSample right = new(row, type, attach) { Arguments = values, Preparation = Before(row), After = After(row) };
            if (RawBpf.Load(right.ToRequest(), maps.Descriptors, ProofBtf.Descriptor).Result == 0)
                return right;
        }

        return null;
    }

    private List<string> Prove()
    {
        HelperPrototype row = _right.Helper;
        for (int i = 0; i < row.Arguments.Length; i++)
        {
            Refuses(i, null, "nothing");
            foreach (ArgumentValue value in ArgumentValue.Wrong(row.Arguments[i]))
                Refuses(i, value, value.What);
            if (Helpers.RangeOf(row.Id, i, Environment.OSVersion.Version) is { } range)
            {
                ProveRange(i, range);
                continue;
            }

            foreach (ArgumentValue value in ArgumentValue.AlsoRight(row.Arguments[i]))
                Expect(true, _right with { Arguments = _right.Arguments.SetItem(i, value) }, $"argument {i + 1}: {value.What}");
            ProveNull(i);
        }

        Expect(!row.GplOnly, _right with { License = "Proprietary" }, "a license that is not GPL");
        ProveResult();
        ProvePacket();
        return _failures;
    }

    private void ProveRange(int argument, HelperRange range)
    {
        foreach (ArgumentValue wrong in new[] { ArgumentValue.Number((int)range.Least - 1), ArgumentValue.Number((int)range.Most + 1), ArgumentValue.Copy("a number nobody knows", R7) })
            Refuses(argument, wrong, wrong.What);
        foreach (ArgumentValue right in new[] { ArgumentValue.Number((int)range.Least), ArgumentValue.Number((int)range.Most) })
            Expect(true, _right with { Arguments = _right.Arguments.SetItem(argument, right) }, $"argument {argument + 1}: {right.What}");
    }

    // NULL goes with a length of 0.
    private void ProveNull(int index)
    {
        HelperArgument argument = _right.Helper.Arguments[index];
        if (argument.Base != ArgumentType.PtrToMem || argument.Has(ArgumentType.MemFixedSize) || _right.Helper.Arguments[index + 1].Base != ArgumentType.ConstSizeOrZero)
            return;
        ImmutableArray<ArgumentValue?> values = _right.Arguments.SetItem(index, ArgumentValue.Number(0)).SetItem(index + 1, ArgumentValue.Number(0));
        Expect(argument.Has(ArgumentType.PtrMaybeNull), _right with { Arguments = values }, $"argument {index + 1}: NULL of length 0");
    }

    private void ProveResult()
    {
        ReturnType type = _right.Helper.ReturnType;
        if (_right.Helper.Id == HelperId.TailCall)
            return;
        Expect(type != ReturnType.RetVoid, _right with { After = [Asm.Mov64Reg(R9, R0), .. _right.After] }, "reading the result");
        if ((type & ReturnType.BaseMask) is ReturnType.PtrToMapValue or ReturnType.PtrToMem)
        {
            bool maybeNull = (type & ReturnType.PtrMaybeNull) != 0;
            Instruction load = Asm.LdxMem(Size.B, R9, R0, 0);
            Expect(!maybeNull, _right with { After = [load, .. _right.After] }, "a load from the result");
            // Within the check for NULL that gives the reference back, where there is one: older kernels do not see that a second is the same.
            bool isChecked = _right.After is [{ Opcode: var first }, ..] && first == Asm.JmpImm(JumpCode.JEq, R0, 0, 0).Opcode;
            ImmutableArray<Instruction> loaded = isChecked
                ? [_right.After[0] with { Offset = (short)(_right.After[0].Offset + 1) }, load, .. _right.After[1..]]
                : [Asm.JmpImm(JumpCode.JEq, R0, 0, 1), load, .. _right.After];
            Expect(true, _right with { After = loaded }, "a load from the result if not NULL");
        }
        else if (type == ReturnType.RetInteger)
        {
            Expect(true, _right with { After = [Asm.Alu64Imm(AluCode.Mul, R0, 3), .. _right.After] }, "arithmetic on the result");
        }
    }

    private void ProvePacket()
    {
        HelperPrototype row = _right.Helper;
        // Loads of the packet's bounds are alike in these two.
        (int Data, int End)? fields = _right.Program switch { ProgramType.Xdp => (0, 4), ProgramType.SchedCls => (76, 80), _ => null };
        if (fields is not { } at)
            return;
        ImmutableArray<Instruction> packet =
        [
            Asm.LdxMem(Size.W, R8, R6, (short)at.Data), Asm.LdxMem(Size.W, R9, R6, (short)at.End),
            Asm.Mov64Reg(R0, R8), Asm.Alu64Imm(AluCode.Add, R0, 16), Asm.JmpReg(JumpCode.JLe, R0, R9, 2), Asm.Mov64Imm(R0, 1), Asm.Exit(),
        ];
        CallSample inPacket = _right with { Preparation = [.. _right.Preparation, .. packet] };
        Instruction load = Asm.LdxMem(Size.B, R9, R8, 0);
        if (!_right.Arguments.Any(value => value!.Preparation.Length > 0) && _right.Preparation.IsEmpty && row.Id != HelperId.TailCall)
            Expect(!row.Has(HelperTraits.ChangesPktData), inPacket with { After = [load, .. _right.After] }, "a packet pointer after the call");
        for (int i = 0; i < row.Arguments.Length; i++)
        {
            if (row.Arguments[i].Base is ArgumentType.PtrToMapKey or ArgumentType.PtrToMapValue or ArgumentType.PtrToMem
                && !row.Arguments[i].Has(ArgumentType.MemFixedSize))
            {
                Expect(
                    row.Has(HelperTraits.PktAccess),
                    inPacket with { Arguments = _right.Arguments.SetItem(i, ArgumentValue.Copy("packet bytes", R8)) },
                    $"argument {i + 1}: packet bytes");
            }
        }
    }

    private void Refuses(int index, ArgumentValue? value, string what)
    {
        string log = Expect(false, _right with { Arguments = _right.Arguments.SetItem(index, value) }, $"argument {index + 1}: {what}");
        // Refused for that argument, or for the pair of address and length it is part of.
        if (log.Length > 0 && !log.Contains($"R{index + 1}") && !log.Contains($"R{index}") && !log.Contains($"arg#{index}") && !log.Contains("cannot pass map_type")
            && !s_unnamed.Any(reason => log.Contains(reason, StringComparison.Ordinal)))
        {
            _failures.Add($"argument {index + 1}: {what} is refused for another reason: {Reason(log)}");
        }
    }

    private string Expect(bool accepted, CallSample sample, string what)
    {
        (int result, string log) = RawBpf.Load(sample.ToRequest(), _maps, ProofBtf.Descriptor);
        if (result == 0 != accepted)
            _failures.Add($"{what} is {(result == 0 ? "accepted" : $"refused ({Reason(log)})")} in {sample.Program}");
        return result == 0 ? "" : log;
    }

    private static string Reason(string log) =>
        log.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(line => !line.StartsWith("processed ", StringComparison.Ordinal)) ?? "no log";

    private static ImmutableArray<Instruction> Before(HelperPrototype row) =>
        row.Id == HelperId.SpinUnlock ? [.. ArgumentValue.Right(row.Arguments[0])!.Preparation, Asm.Mov64Reg(R1, R8), Asm.Call(HelperId.SpinLock)] : [];

    // What the verifier asks for after the call: references given back, locks opened.
    private static ImmutableArray<Instruction> After(HelperPrototype row)
    {
        if (row.Id == HelperId.SpinLock)
            return [Asm.Mov64Reg(R1, R8), Asm.Call(HelperId.SpinUnlock)];
        if (!row.Has(HelperTraits.Acquires))
            return [];
        return (row.ReturnType & ReturnType.MemRingbuf) != 0
            ? [Asm.JmpImm(JumpCode.JEq, R0, 0, 3), Asm.Mov64Reg(R1, R0), Asm.Mov64Imm(R2, 0), Asm.Call(HelperId.RingbufDiscard)]
            : [Asm.JmpImm(JumpCode.JEq, R0, 0, 2), Asm.Mov64Reg(R1, R0), Asm.Call(HelperId.SkRelease)];
    }
}
