using System.Collections.Generic;
using System.Collections.Immutable;

namespace Bpf.Core.Isa;

/// <summary>Finds the row whose listing a line follows, and the fields it gives.</summary>
internal sealed class ListingMatcher(AssemblerOptions options, HashSet<string> labels)
{
    public ListingMatch Match(AssemblyLine line)
    {
        if (line.Tokens[0] == ".insn")
            return MatchRaw(line);

        foreach (ListingTemplate template in ListingTemplate.All)
        {
            if (line.Opcode is { } opcode && template.Row.Opcode != opcode)
                continue;
            if (TryMatch(template, line.Tokens, out ListingMatch match))
                return match;
        }

        throw line.Error("no instruction is written like this, or a name in it is unknown");
    }

    private static ListingMatch MatchRaw(AssemblyLine line)
    {
        ListingCursor cursor = new(line.Tokens, 1);
        int[] fields = new int[5];
        for (int i = 0; i < fields.Length; i++)
        {
            if ((i > 0 && !cursor.Take(",")) || !cursor.TakeInt32(out fields[i]))
                throw line.Error("expected .insn opcode, dst, src, offset, imm");
        }

        if (!cursor.AtEnd || fields[0] is < 0 or > 255 || fields[1] is < 0 or > 15 || fields[2] is < 0 or > 15
            || fields[3] is < short.MinValue or > short.MaxValue)
            throw line.Error("a field of .insn is out of range");
        return new ListingMatch
        {
            Opcode = (byte)fields[0],
            Dst = fields[1],
            Src = fields[2],
            Offset = fields[3],
            Imm = fields[4],
            Slots = 1,
        };
    }

    private bool TryMatch(ListingTemplate template, ImmutableArray<string> tokens, out ListingMatch match)
    {
        OpcodeInfo row = template.Row;
        match = new ListingMatch
        {
            Opcode = row.Opcode,
            Dst = -1,
            Src = row.Selector == InstructionField.Src ? row.SelectorValue : -1,
            Offset = row.Selector == InstructionField.Offset ? row.SelectorValue : 0,
            Imm = row.Selector == InstructionField.Imm ? row.SelectorValue : 0,
            Slots = row.Form == OperandForm.DstImm64 ? 2 : 1,
        };
        ListingCursor cursor = new(tokens, 0);
        foreach (ListingTemplate.Part part in template.Parts)
        {
            if (!TakePart(part, row, ref cursor, ref match))
                return false;
        }

        match.Dst = match.Dst < 0 ? 0 : match.Dst;
        match.Src = match.Src < 0 ? 0 : match.Src;
        return cursor.AtEnd;
    }

    private bool TakePart(ListingTemplate.Part part, OpcodeInfo row, ref ListingCursor cursor, ref ListingMatch match)
    {
        switch (part.Hole)
        {
            case ListingHole.None:
                foreach (string token in part.Tokens)
                {
                    if (!cursor.Take(token))
                        return false;
                }

                return true;
            case ListingHole.Dst:
                return cursor.TakeRegister('r', ref match.Dst) || (IsNarrowAccess(row) && cursor.TakeRegister('w', ref match.Dst));
            case ListingHole.DstW:
                return cursor.TakeRegister('w', ref match.Dst);
            case ListingHole.Src:
                return cursor.TakeRegister('r', ref match.Src) || (IsNarrowAccess(row) && cursor.TakeRegister('w', ref match.Src));
            case ListingHole.SrcW:
                return cursor.TakeRegister('w', ref match.Src);
            case ListingHole.DstMemory:
                return cursor.TakeRegister('r', ref match.Dst) && cursor.TakeOffset(out match.Offset);
            case ListingHole.SrcMemory:
                return cursor.TakeRegister('r', ref match.Src) && cursor.TakeOffset(out match.Offset);
            case ListingHole.Imm or ListingHole.ImmHex:
                return cursor.TakeInt32(out match.Imm);
            case ListingHole.ImmHigh:
                bool hasHigh = cursor.TakeUInt16(out int high);
                match.Imm = high << 16;
                return hasHigh;
            case ListingHole.ImmLow:
                bool hasLow = cursor.TakeUInt16(out int low);
                match.Imm |= low;
                return hasLow;
            case ListingHole.Imm64:
                bool hasValue = cursor.TakeInt64(out ulong value);
                (match.Imm, match.NextImm) = ((int)value, (int)(value >> 32));
                return hasValue;
            case ListingHole.NextImm:
                return cursor.TakeInt32(out match.NextImm);
            case ListingHole.Jump:
                return cursor.TakeDistance(out match.Offset, short.MinValue, short.MaxValue)
                    || TakeLabel(InstructionField.Offset, ref cursor, ref match);
            case ListingHole.LongJump or ListingHole.LocalCall:
                return cursor.TakeDistance(out match.Imm, int.MinValue, int.MaxValue)
                    || TakeLabel(InstructionField.Imm, ref cursor, ref match);
            case ListingHole.Map:
                return TakeName(options.Map, ref cursor, out match.Imm)
                    || (cursor.Take("idx") && cursor.Take(":") && cursor.TakeInt32(out match.Imm));
            case ListingHole.Helper:
                return TakeHelper(ref cursor, out match.Imm);
            default:
                return TakeKfunc(ref cursor, ref match);
        }
    }

    // With 32-bit registers enabled, LLVM names the register of a narrow load or store w.
    private static bool IsNarrowAccess(OpcodeInfo row) => row is { Mnemonic: Mnemonic.Ldx or Mnemonic.Stx, Width: < 64 };

    private bool TakeLabel(InstructionField field, ref ListingCursor cursor, ref ListingMatch match)
    {
        if (cursor.Peek is not { } name || !labels.Contains(name))
            return false;
        match.Label = name;
        match.LabelField = field;
        return cursor.Take(name);
    }

    private static bool TakeName(System.Func<string, int?>? lookup, ref ListingCursor cursor, out int value)
    {
        value = 0;
        if (cursor.Peek is not { } name || lookup?.Invoke(name) is not { } found)
            return false;
        value = found;
        return cursor.Take(name);
    }

    private bool TakeHelper(ref ListingCursor cursor, out int id)
    {
        if (cursor.TakeInt32(out id))
            return true;
        if (cursor.Peek is not { } name || labels.Contains(name))
            return false;
        int? known = options.Helper?.Invoke(name) ?? HelperNames.Find(name);
        ListingCursor after = cursor;
        after.Take(name);
        if (after.Take("#"))
        {
            // The kernel writes helpers and kernel functions alike: it is a helper where name and number agree.
            if (!after.TakeInt32(out id) || (known != id && name != "unknown"))
                return false;
        }
        else if (known is { } found)
        {
            id = found;
        }
        else
        {
            return false;
        }

        cursor = after;
        return true;
    }

    private bool TakeKfunc(ref ListingCursor cursor, ref ListingMatch match)
    {
        if (cursor.Peek is not { } name || !cursor.Take(name))
            return false;
        if (!cursor.Take("#"))
        {
            int? known = options.Kfunc?.Invoke(name);
            match.Imm = known ?? 0;
            return known is not null;
        }

        return cursor.TakeInt32(out match.Imm) && (!cursor.Take("@") || cursor.TakeUInt16(out match.Offset));
    }
}
