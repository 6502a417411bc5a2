// Rests on: messages of real verdicts, level-2 logs.
using Bpf.Core.Explain;
using Bpf.Verifier.Objects;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Loads from and stores to map values.</summary>
internal sealed partial class Engine
{
    private void CheckMapAccessType(in RegisterState pointer, int off, int size, bool write)
    {
        MapInfo map = maps[pointer.Aux];
        if (write ? map.IsReadOnly : map.IsWriteOnly)
        {
            throw Reject(
                RejectionReason.MemoryBounds,
                $"{(write ? "write into" : "read from")} map forbidden, value_size={map.Spec.ValueSize} off={off} size={size}",
                offset: off,
                size: size);
        }
    }

    private void CheckMapAccess(int number, int off, long size, bool zeroAllowed, bool direct)
    {
        MapInfo map = maps[Reg(number).Aux];
        CheckRegion(number, off, size, map.Spec.ValueSize, zeroAllowed);
        if (map.Fields != ObjectFields.None)
        {
            CheckFieldAccess(number, off, size, direct);
        }
    }

    private void AccessMapValue(in RegisterState pointer, int off, int size, bool write, int value, bool signed)
    {
        if (maps[pointer.Aux].Fields.Has(SpecialFieldKind.AnyPointer) && pointer.VarOff.IsConst
            && maps[pointer.Aux].Fields.At(off + (long)pointer.VarOff.Value, SpecialFieldKind.AnyPointer) is { } field)
        {
            AccessKptr(field, value);
            return;
        }

        LoadFromMap(in pointer, off, size, write ? -1 : value, signed);
    }

    /// <summary>A frozen map's contents are constants, but for config values: those are any value of their range.</summary>
    private void LoadFromMap(in RegisterState pointer, int off, int size, int value, bool signed)
    {
        if (value < 0)
        {
            return;
        }

        MapInfo map = maps[pointer.Aux];
        if (!map.IsConstant || !pointer.VarOff.IsConst)
        {
            Reg(value).SetUnknown(false);
            return;
        }

        int start = off + (int)pointer.VarOff.Value;
        foreach (ConfigRange config in options.ConfigRanges)
        {
            if (config.MapName == map.Spec.Name && start < config.Offset + config.Size && config.Offset < start + size)
            {
                LoadConfig(in config, start, size, value);
                return;
            }
        }

        ulong loaded = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            int index = start + i;
            loaded = loaded << 8 | (index < map.Spec.InitialValue.Length ? map.Spec.InitialValue[index] : (byte)0);
        }

        int shift = 64 - size * 8;
        Reg(value).SetConst(signed ? (ulong)((long)(loaded << shift) >> shift) : loaded);
    }

    private void LoadConfig(in ConfigRange config, int start, int size, int value)
    {
        ref RegisterState reg = ref Reg(value);
        reg.SetUnknown(false);
        if (start != config.Offset || size != config.Size)
        {
            return;
        }

        if (config.Min == config.Max)
        {
            reg.SetConst((ulong)config.Min);
            return;
        }

        // What is known is that of every value in the range; a narrow load zero-extends afterwards.
        if (config.Min >= 0 || !config.IsSigned)
        {
            reg.UMin = (ulong)config.Min;
            reg.UMax = (ulong)config.Max;
        }
        else
        {
            reg.SMin = config.Min;
            reg.SMax = config.Max;
        }

        Bounds.Sync(ref reg, rules);
    }
}
