using System;
using System.Collections.Generic;
using System.Globalization;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm.Helpers;
using Bpf.Vm.Hooks;
using Bpf.Vm.Maps;
using Bpf.Vm.Memory;

namespace Bpf.Vm.Interpreter;

/// <summary>
/// Turns a load request into a <see cref="DecodedProgram"/>: checks once what need not be checked on every run (fields, registers, jump targets,
/// callees, maps) and refuses what is not simulated.
/// </summary>
internal sealed class ProgramDecoder
{
    /// <summary>Where a program asks whether there is a function, it doesn't call one that isn't there.</summary>
    private static readonly HelperBody s_missing = (machine, _, _, _, _, _) => throw machine.Fault(0, "a function is called that the simulated kernel does not have");

    private readonly LoadRequest _request;
    private readonly MapModel[] _maps;
    private readonly RegionTable _memory;
    private readonly ulong _codeAddress;
    private readonly int[] _indexBySlot;
    private readonly List<HelperBody> _helpers = [];

    private ProgramDecoder(LoadRequest request, MapModel[] maps, RegionTable memory, ulong codeAddress)
    {
        _request = request;
        _maps = maps;
        _memory = memory;
        _codeAddress = codeAddress;
        _indexBySlot = new int[request.Instructions.Length];
    }

    /// <summary>Decodes a program.</summary>
    /// <param name="request">The program.</param>
    /// <param name="maps">The models of its maps, by index.</param>
    /// <param name="memory">The address space they are in.</param>
    /// <param name="codeAddress">The address that stands for the program's first instruction.</param>
    /// <exception cref="BpfLoadException">It is not valid, or uses what is not simulated.</exception>
    public static DecodedProgram Decode(LoadRequest request, MapModel[] maps, RegionTable memory, ulong codeAddress)
    {
        Hook hook = HookTable.Find(request.ProgramType)
            ?? throw new BpfLoadException(request.Name, $"programs of type {request.ProgramType} are not simulated");
        return new ProgramDecoder(request, maps, memory, codeAddress).Decode(hook);
    }

    private DecodedProgram Decode(Hook hook)
    {
        ReadOnlySpan<Instruction> program = _request.Instructions.AsSpan();
        if (program.IsEmpty) throw new BpfLoadException(_request.Name, "it has no instructions");
        if (InstructionValidator.CheckAll(program, out int wrong) is { } message) throw Refuse(wrong, message);

        var slots = new List<int>();
        for (int slot = 0; slot < program.Length; slot += program[slot].Slots)
        {
            if (program[slot].IsWide) _indexBySlot[slot + 1] = -1;
            _indexBySlot[slot] = slots.Count;
            slots.Add(slot);
        }

        // One more than there are: the default value is EndOfProgram.
        var code = new DecodedInstruction[slots.Count + 1];
        for (int i = 0; i < slots.Count; i++) code[i] = Decode(program, slots[i], i);
        slots.Add(program.Length);
        return new DecodedProgram(_request, hook, _codeAddress, code, [.. slots], [.. _helpers]);
    }

    private DecodedInstruction Decode(ReadOnlySpan<Instruction> program, int slot, int index)
    {
        Instruction instruction = program[slot];
        OpcodeInfo row = Opcodes.Find(instruction)!;
        var decoded = new DecodedInstruction
        {
            Operation = Operations.Find(row) ?? throw Refuse(slot, $"the instruction {row.Mnemonic} is not simulated"),
            Dst = instruction.Dst,
            Src = instruction.Src,
            Offset = instruction.Offset,
            Imm = (ulong)instruction.Imm,
        };
        if (instruction.IsJump) decoded.Offset = Target(slot, instruction) - (index + 1);
        switch (row.Mnemonic)
        {
            case Mnemonic.CallLocal:
                decoded.Offset = Target(slot, instruction);
                break;
            case Mnemonic.CallHelper when (HelperId)instruction.Imm != HelperId.TailCall:
                decoded.Offset = _helpers.Count;
                _helpers.Add(HelperTable.Find((HelperId)instruction.Imm) ?? throw Refuse(slot, $"the helper {HelperName(instruction.Imm)} is not simulated"));
                break;
            case Mnemonic.CallKfunc:
                decoded.Offset = _helpers.Count;
                _helpers.Add(KernelFunction(slot, instruction.Imm));
                break;
            case Mnemonic.CallHelper:
                decoded.Operation = Operation.TailCall;
                break;
            case Mnemonic.LdImm64 when _request.FunctionQuestions.TryGetValue(slot, out string? name):
                decoded.Imm = KernelFunctionTable.Find(name) is null ? 0UL : 1;
                break;
            case Mnemonic.LdImm64:
                decoded.Imm = Asm.Imm64(instruction, program[slot + 1]);
                break;
            case Mnemonic.LdFunc:
                decoded.Imm = _codeAddress + (uint)Target(slot, instruction);
                break;
            case Mnemonic.LdMapIdx:
                decoded.Imm = Map(slot, instruction.Imm).Address;
                break;
            case Mnemonic.LdMapIdxValue:
                decoded.Imm = MapValue(slot, instruction.Imm, program[slot + 1].Imm);
                break;
        }
        return decoded;
    }

    /// <summary>The decoded instruction that a jump, a local call or a function's address leads to.</summary>
    private int Target(int slot, in Instruction instruction)
    {
        long target = slot + 1L + (instruction.IsJump || instruction.IsLocalCall ? instruction.JumpDistance : instruction.Imm);
        if (target < 0 || target >= _indexBySlot.Length || _indexBySlot[(int)target] < 0)
            throw Refuse(slot, string.Format(CultureInfo.InvariantCulture, "jump out of range from insn {0} to {1}", slot, target));
        return _indexBySlot[(int)target];
    }

    private MapModel Map(int slot, int index) => index >= 0 && index < _maps.Length
        ? _maps[index]
        : throw Refuse(slot, string.Format(CultureInfo.InvariantCulture, "there is no map {0}", index));

    private ulong MapValue(int slot, int index, int offset)
    {
        MapModel map = Map(slot, index);
        if (map.Spec.Type != MapType.Array || map.Spec.MaxEntries != 1)
            throw Refuse(slot, $"the value of map '{map.Spec.Name}' has no fixed address: only arrays of one element do");
        if ((uint)offset >= (uint)map.Spec.ValueSize)
            throw Refuse(slot, $"invalid access to map value pointer, value_size={map.Spec.ValueSize} off={offset}");
        return map.ValueAddress(_memory, slot: 0, cpu: 0) + (uint)offset;
    }

    private HelperBody KernelFunction(int slot, int id)
    {
        if (!_request.KernelFunctions.TryGetValue(id, out string? name)) throw Refuse(slot, "a function is called that the kernel does not have");
        return KernelFunctionTable.Find(name)
            ?? (_request.FunctionQuestions.ContainsValue(name) ? s_missing : null)
            ?? throw Refuse(slot, $"the kernel function {name} is not simulated; the C# methods run on the CLR, where the one that declares it has a body");
    }

    private static string HelperName(int id) => string.Format(CultureInfo.InvariantCulture, "{0} (#{1})", (HelperId)id, id);

    private BpfLoadException Refuse(int slot, string reason) =>
        new(_request.Name, string.Format(CultureInfo.InvariantCulture, "instruction {0}: {1}", slot, reason));
}
