using System;
using System.Globalization;
using System.Text;
using Bpf.Core.Btf;

namespace Bpf.Core.Link.Externs;

/// <summary>A setting of the kernel's configuration as the bytes of a variable: what libbpf makes of <c>extern ... __kconfig</c>.</summary>
internal static class SettingValue
{
    /// <summary>The name that libbpf knows the enum of <c>y</c>, <c>n</c> and <c>m</c> by.</summary>
    private const string Tristate = "libbpf_tristate";

    /// <summary>The bytes of a setting.</summary>
    /// <param name="types">The object's types.</param>
    /// <param name="typeId">The variable's type.</param>
    /// <param name="name">The setting.</param>
    /// <param name="value">Its value in the kernel's configuration; null where it is not set.</param>
    /// <exception cref="BpfFormatException">The value is none of the type's.</exception>
    public static byte[] BytesOf(BtfTypes types, int typeId, string name, string? value)
    {
        byte[] bytes = new byte[types.SizeOf(typeId)];
        if (value is null) return bytes;
        BtfType type = types[types.Resolve(typeId)];
        switch (type.Kind)
        {
            case BtfKind.Int when (type.Encoding & BtfIntEncoding.Bool) != 0:
                bytes[0] = value switch { "y" or "1" => 1, "n" or "0" => 0, _ => throw Bad("a truth value") };
                break;
            case BtfKind.Enum when type.Name == Tristate:
                bytes[0] = value switch { "n" => 0, "y" => 1, "m" => 2, _ => throw Bad("y, n or m") };
                break;
            case BtfKind.Int when value is "y" or "n" or "m" && type.Size == 1:
                bytes[0] = (byte)value[0];
                break;
            case BtfKind.Int or BtfKind.Enum:
                Number(bytes, type);
                break;
            case BtfKind.Array when types[types.Resolve(type.TypeId)].Size == 1:
                Quoted(bytes);
                break;
            default:
                throw Bad("a value of that type");
        }

        return bytes;

        void Number(byte[] into, BtfType number)
        {
            bool isHex = value.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
            bool isNegative = value.StartsWith("-", StringComparison.Ordinal);
            string digits = isHex ? value.Substring(2) : isNegative ? value.Substring(1) : value;
            if (!ulong.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ulong magnitude)) throw Bad("a number");
            bool isSigned = number.Kind == BtfKind.Enum ? number.KindFlag : (number.Encoding & BtfIntEncoding.Signed) != 0;
            int bits = 8 * into.Length;
            ulong greatest = isSigned ? (1UL << (bits - 1)) - (isNegative ? 0UL : 1) : isNegative ? 0 : ulong.MaxValue >> (64 - bits);
            if (magnitude > greatest) throw Bad($"a number of {into.Length} bytes");
            ulong wanted = isNegative ? 0 - magnitude : magnitude;
            for (int i = 0; i < into.Length; i++)
                into[i] = (byte)(wanted >> (8 * i));
        }

        void Quoted(byte[] into)
        {
            if (value.Length < 2 || value[0] != '"' || value[value.Length - 1] != '"') throw Bad("a text");
            byte[] text = Encoding.UTF8.GetBytes(value.Substring(1, value.Length - 2));
            if (text.Length >= into.Length) throw Bad($"a text of at most {into.Length - 1} bytes");
            text.CopyTo(into, 0);
        }

        BpfFormatException Bad(string wanted) => new($"The kernel's setting {name} is {value}, which is not {wanted} as the object has it.");
    }
}
