// Rests on: messages of real verdicts.
using System;
using Bpf.Core.Explain;
using Bpf.Verifier.Checks;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Strings that must be known when the program is loaded: in a frozen map, ended by a zero.</summary>
internal sealed partial class Engine
{
    /// <summary><c>bpf_snprintf(out, size, format, data, bytes)</c>: what the format asks for must be in the data.</summary>
    private void CheckFormat()
    {
        ulong bytes = Reg(5).VarOff.Value;
        if (bytes % sizeof(ulong) != 0)
        {
            throw RejectArgument("", 5);
        }

        if (!FormatStrings.IsValid(ReadConstantString(3).Span, bytes / sizeof(ulong)))
        {
            throw RejectArgument("Invalid format string", 3);
        }
    }

    /// <summary>The string a register points to, without its end.</summary>
    private ReadOnlyMemory<byte> ReadConstantString(int number)
    {
        RegisterState reg = Reg(number);
        MapInfo map = maps[reg.Aux];
        string? message = !map.IsReadOnly || !map.Spec.Frozen ? $"R{number} does not point to a readonly map'"
            : !reg.VarOff.IsConst ? $"R{number} is not a constant address'"
            : !map.IsConstant ? "no direct value access support for this map type"
            : null;
        if (message is not null)
        {
            throw Reject(RejectionReason.HelperArgument, message, number);
        }

        CheckMapAccess(number, reg.Off, map.Spec.ValueSize - reg.Off, zeroAllowed: false, direct: false);
        int start = reg.Off + (int)reg.VarOff.Value;
        byte[] value = new byte[map.Spec.ValueSize];
        map.Spec.InitialValue.AsSpan().CopyTo(value);
        int length = value.AsSpan(start).IndexOf((byte)0);
        return length >= 0 ? value.AsMemory(start, length)
            : throw Reject(RejectionReason.HelperArgument, "string is not zero-terminated", number);
    }
}
