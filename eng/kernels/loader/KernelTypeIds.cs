using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.KernelLoading;

/// <summary>
/// Carries a load request from one kernel to another: what it names by number in the one's type information (hooks, kfuncs, variables,
/// operations) it names by the other's numbers. Nothing else changes; in particular offsets in kernel structures stay what they were.
/// </summary>
internal sealed class KernelTypeIds(BtfTypes source, BtfTypes target)
{
    private const int CallOpcode = Opcode.JmpCall;

    /// <summary>Rewrites a request.</summary>
    /// <param name="request">Its JSON form.</param>
    /// <returns>Whether it changed, and the name of the first thing that the other kernel lacks; null where it lacks nothing.</returns>
    public (bool Changed, string? Missing) Rewrite(JsonNode request)
    {
        string? missing = null;
        bool changed = false;
        int Move(int id)
        {
            int moved = Find(id);
            missing ??= moved == 0 && id != 0 ? source[id].Name : null;
            changed |= moved != id;
            return moved;
        }

        if (request["attach_btf_id"]!.GetValue<int>() is not 0 and int attach)
        {
            if ((ProgramType)request["prog_type"]!.GetValue<int>() == ProgramType.StructOps)
            {
                int member = request["expected_attach_type"]!.GetValue<int>();
                int moved = FindMember(attach, member);
                missing ??= moved < 0 ? $"{source[attach].Name}.{source[attach].Member(member).Name}" : null;
                changed |= moved != member;
                request["expected_attach_type"] = moved;
            }

            request["attach_btf_id"] = Move(attach);
        }

        byte[] code = Convert.FromHexString(request["insns"]!.GetValue<string>());
        for (int i = 0; i < code.Length; i += Instruction.Size)
        {
            int source = code[i + 1] >> 4;
            bool named = (code[i] == CallOpcode && source == (int)CallKind.Kfunc) || (code[i] == Opcode.LdImmDW && source == (int)PseudoSource.BtfId);
            Span<byte> immediate = code.AsSpan(i + 4, 4);
            // An offset: a module's function, by an index of descriptors that the request does not hold.
            if (named && BinaryPrimitives.ReadInt16LittleEndian(code.AsSpan(i + 2)) == 0)
                BinaryPrimitives.WriteInt32LittleEndian(immediate, Move(BinaryPrimitives.ReadInt32LittleEndian(immediate)));
            if (code[i] == Opcode.LdImmDW)
                i += Instruction.Size;
        }

        request["insns"] = Convert.ToHexStringLower(code);
        return (changed, missing);
    }

    // A number that names nothing is meant to: the request is a test of that.
    private int Find(int id) => id > 0 && id <= source.Count && source[id].Name.Length > 0 ? target.Find(source[id].Name, source[id].Kind) : id;

    private int FindMember(int structure, int index)
    {
        int other = Find(structure);
        if (other == 0)
            return -1;
        BtfType operations = target[other];
        string name = source[structure].Member(index).Name;
        return Enumerable.Range(0, operations.Length).FirstOrDefault(i => operations.Member(i).Name == name, -1);
    }
}
