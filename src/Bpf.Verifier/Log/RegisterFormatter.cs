// Rests on: the notation of register states in the kernel's logs.
using System.Collections.Generic;
using System.Globalization;
using Bpf.Verifier.State;

namespace Bpf.Verifier.Log;

/// <summary>Register states in the kernel's notation, for example <c>pkt(off=14,r=34)</c>.</summary>
internal static class RegisterFormatter
{
    /// <summary>An offset: plain where it is known.</summary>
    public static string FormatOffset(Tnum tnum) => tnum.IsConst ? Signed((long)tnum.Value) : Format(tnum);

    public static string Format(Tnum tnum) => $"({Hex(tnum.Value)}; {Hex(tnum.Mask)})";

    public static string Format(in RegisterState reg, Engine engine)
    {
        string precise = reg.Precise ? "P" : "";
        if (reg.IsScalar && reg.VarOff.IsConst)
        {
            return precise + Signed((long)reg.VarOff.Value);
        }

        List<string> parts = [];
        if (reg.Id != 0)
        {
            string link = (reg.Id & RegisterState.AddConst) != 0 ? "+" + reg.Off.ToString(CultureInfo.InvariantCulture) : "";
            parts.Add($"id={reg.Id & ~RegisterState.AddConst}{link}");
        }

        if (reg.RefObjId != 0)
        {
            parts.Add($"ref_obj_id={reg.RefObjId}");
        }

        string name = reg.Type == RegisterType.PtrToStack ? "fp" : reg.Type.Name();
        if (reg.Type == RegisterType.PtrToStack && reg.VarOff.IsConst)
        {
            return $"fp{reg.Off + (long)reg.VarOff.Value}";
        }

        AddTypeParts(in reg, engine, parts);
        AddRange(in reg, parts);
        return $"{precise}{name}({string.Join(",", parts)})";
    }

    public static string Format(in StackSlot slot, Engine engine)
    {
        if (slot.Types == StackSlot.AllSpill)
        {
            return Format(in slot.Spilled, engine);
        }

        char[] bytes = new char[8];
        for (int i = 0; i < 8; i++)
        {
            bytes[7 - i] = slot[i] switch
            {
                StackByte.Invalid => '?',
                StackByte.Misc => 'm',
                StackByte.Zero => '0',
                StackByte.Dynptr => 'd',
                StackByte.Iterator => 'i',
                StackByte.IrqFlag => 'f',
                _ => 'r',
            };
        }

        return new string(bytes);
    }

    private static void AddTypeParts(in RegisterState reg, Engine engine, List<string> parts)
    {
        switch (reg.Type.Base())
        {
            case RegisterType.ConstPtrToMap or RegisterType.PtrToMapValue or RegisterType.PtrToMapKey:
                (string map, int keySize, int valueSize) = engine.DescribeMap(reg.Aux);
                if (map.Length > 0)
                {
                    parts.Add($"map={map}");
                }

                parts.Add($"ks={keySize}");
                parts.Add($"vs={valueSize}");
                break;
        }

        if (!reg.IsScalar && reg.Off != 0)
        {
            parts.Add($"off={reg.Off}");
        }

        if (reg.Type.IsPacket())
        {
            parts.Add($"r={reg.Aux}");
        }

        if (reg.Type.Base() == RegisterType.PtrToMem)
        {
            parts.Add($"sz={reg.Aux}");
        }
    }

    private static void AddRange(in RegisterState reg, List<string> parts)
    {
        if (!reg.IsScalar && reg.VarOff.IsConst)
        {
            if (reg.VarOff.Value != 0)
            {
                parts.Add($"imm={Hex(reg.VarOff.Value)}");
            }

            return;
        }

        Add(reg.SMin, long.MinValue, "smin", parts);
        Add(reg.SMax, long.MaxValue, "smax", parts);
        if (reg.UMin != 0)
        {
            parts.Add($"umin={reg.UMin}");
        }

        if (reg.UMax != ulong.MaxValue)
        {
            parts.Add($"umax={reg.UMax}");
        }

        if (reg.S32Min != int.MinValue && reg.S32Min != reg.SMin)
        {
            parts.Add($"smin32={reg.S32Min}");
        }

        if (reg.S32Max != int.MaxValue && reg.S32Max != reg.SMax)
        {
            parts.Add($"smax32={reg.S32Max}");
        }

        if (reg.U32Min != 0 && reg.U32Min != reg.UMin)
        {
            parts.Add($"umin32={reg.U32Min}");
        }

        if (reg.U32Max != uint.MaxValue && reg.U32Max != reg.UMax)
        {
            parts.Add($"umax32={reg.U32Max}");
        }

        if (!reg.VarOff.IsUnknown)
        {
            parts.Add($"var_off={Format(reg.VarOff)}");
        }
    }

    private static void Add(long value, long silent, string name, List<string> parts)
    {
        if (value != silent)
        {
            parts.Add($"{name}={value}");
        }
    }

    private static string Signed(long value) => value is > -65536 and < 65536
        ? value.ToString(CultureInfo.InvariantCulture)
        : Hex((ulong)value);

    private static string Hex(ulong value) => value == 0 ? "0x0" : "0x" + value.ToString("x", CultureInfo.InvariantCulture);
}
