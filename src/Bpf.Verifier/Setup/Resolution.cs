// Rests on: RFC 9669 section 5.4, include/uapi/linux/bpf.h (pseudo sources), messages of real verdicts.
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Verifier.Objects;
using Bpf.Verifier.Setup;

namespace Bpf.Verifier;

/// <summary>One pass over all instructions: known opcodes, wide loads and the maps they name.</summary>
internal sealed partial class Engine
{
    private const int PageSize = 4096;

    /// <summary>The program's maps by the index that instructions carry, then the shapes of inner maps.</summary>
    private void AddMaps()
    {
        foreach (MapSpec spec in request.Maps)
        {
            maps.Add(new(spec, -1, ReadFields(spec)));
        }

        for (int i = 0; i < request.Maps.Length; i++)
        {
            if (request.Maps[i].InnerMap is { } inner)
            {
                maps[i] = maps[i] with { InnerIndex = maps.Count };
                maps.Add(new(inner, -1, ReadFields(inner)));
            }
        }
    }

    private void ResolveInstructions()
    {
        AddMaps();
        for (int i = 0; i < instructions.Length; i++)
        {
            Instruction insn = instructions[i];
            if (insn.Class == InstructionClass.Ldx && (insn.Mode is not (Mode.Mem or Mode.MemSx) || insn.Imm != 0))
            {
                throw Reject(RejectionReason.InvalidInstruction, "BPF_LDX uses reserved fields", at: i);
            }

            if (insn.IsWide)
            {
                ResolveWide(i);
                i++;
            }
            else if (!KnownOpcodes.Contains(insn.Opcode, rules))
            {
                throw Reject(RejectionReason.InvalidInstruction, $"unknown opcode {insn.Opcode:x2}", at: i);
            }
        }
    }

    private void ResolveWide(int i)
    {
        Instruction insn = instructions[i];
        bool second = i + 1 < instructions.Length
            && instructions[i + 1] is { Opcode: 0, Dst: 0, Src: 0, Offset: 0 };
        if (!second)
        {
            throw Reject(RejectionReason.InvalidInstruction, "invalid bpf_ld_imm64 insn", at: i);
        }

        PseudoSource source = (PseudoSource)insn.Src;
        int offset = instructions[i + 1].Imm;
        switch (source)
        {
            case PseudoSource.None or PseudoSource.Func:
                return;
            case PseudoSource.BtfId:
                ResolveKernelSymbol(i);
                return;
            case PseudoSource.MapFd or PseudoSource.MapIdx when offset == 0:
            case PseudoSource.MapValue or PseudoSource.MapIdxValue:
                break;
            default:
                throw Reject(RejectionReason.InvalidInstruction, "unrecognized bpf_ld_imm64 insn", at: i);
        }

        if (source is PseudoSource.MapFd or PseudoSource.MapValue || (uint)insn.Imm >= (uint)request.Maps.Length)
        {
            throw Reject(RejectionReason.ProgramAttributes, $"fd {insn.Imm} is not pointing to valid bpf_map", at: i);
        }

        // Maps are numbered as they are met.
        if (insn.Imm >= KernelLimits.Maps)
        {
            string message = rules.NamesMapLimit ? $"The total number of maps per program has reached the limit of {KernelLimits.Maps}" : "";
            throw Reject(RejectionReason.ProgramAttributes, message, at: i);
        }

        MapSpec map = request.Maps[insn.Imm];
        CheckMapForProgram(insn.Imm, i);
        if (source == PseudoSource.MapIdxValue)
        {
            CheckDirectValue(map, (uint)offset, i);
        }
    }

    private void CheckDirectValue(MapSpec map, uint offset, int i)
    {
        if (offset >= MaxVarOff)
        {
            throw Reject(RejectionReason.MemoryBounds, $"direct value offset of {offset} is not allowed", at: i);
        }

        if (map.Type is not (MapType.Array or MapType.Arena))
        {
            throw Reject(RejectionReason.MemoryBounds, "no direct value access support for this map type", at: i);
        }

        bool inside = map.Type == MapType.Arena ? offset <= (long)(uint)map.MaxEntries * PageSize
            : map.MaxEntries == 1 && offset < (uint)map.ValueSize;
        if (!inside)
        {
            throw Reject(
                RejectionReason.MemoryBounds,
                $"invalid access to map value pointer, value_size={map.ValueSize} off={offset}",
                at: i);
        }
    }

    private ObjectFields ReadFields(MapSpec map)
    {
        if (map.BtfValueTypeId == 0)
        {
            return ObjectFields.None;
        }

        return types is not null && (uint)map.BtfValueTypeId <= (uint)types.Count
            ? new ObjectFieldsReader(types, profile.Version, () => Kernel).Read(map.BtfValueTypeId, SpecialFieldKind.InMapValues)
            : throw new NotModeledException("map values whose BTF isn't the program's");
    }
}
