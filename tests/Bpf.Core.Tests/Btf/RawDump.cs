using System.Text;
using Bpf.Core.Btf;

namespace Bpf.Core.Tests.Btf;

/// <summary>Types as <c>bpftool btf dump ... format raw</c> prints them.</summary>
internal static class RawDump
{
    public static string Of(BtfTypes types)
    {
        StringBuilder text = new();
        for (int id = 1; id <= types.Count; id++)
            Append(text, types, types[id]);
        return text.ToString();
    }

    private static void Append(StringBuilder text, BtfTypes types, BtfType type)
    {
        text.Append($"[{type.Id}] {KindName(type.Kind)} '{Name(type.Name)}'");
        switch (type.Kind)
        {
            case BtfKind.Int:
                string encoding = type.Encoding switch
                {
                    BtfIntEncoding.None => "(none)",
                    BtfIntEncoding other => other.ToString().ToUpperInvariant(),
                };
                text.Append($" size={type.Size} bits_offset={type.BitOffset} nr_bits={type.Bits} encoding={encoding}");
                break;
            case BtfKind.Array:
                text.Append($" type_id={type.TypeId} index_type_id={type.IndexTypeId} nr_elems={type.ElementCount}");
                break;
            case BtfKind.Struct or BtfKind.Union:
                text.Append($" size={type.Size} vlen={type.Length}");
                for (int i = 0; i < type.Length; i++)
                {
                    BtfMember member = type.Member(i);
                    text.Append($"\n\t'{Name(member.Name)}' type_id={member.TypeId} bits_offset={member.BitOffset}");
                    if (member.BitfieldSize != 0) text.Append($" bitfield_size={member.BitfieldSize}");
                }

                break;
            case BtfKind.Enum or BtfKind.Enum64:
                text.Append($" encoding={(type.KindFlag ? "SIGNED" : "UNSIGNED")} size={type.Size} vlen={type.Length}");
                for (int i = 0; i < type.Length; i++)
                {
                    BtfEnumerator value = type.Enumerator(i);
                    string number = type.KindFlag ? $"{value.Value}" : $"{(ulong)value.Value}";
                    text.Append($"\n\t'{value.Name}' val={number}{(type.Kind == BtfKind.Enum64 ? type.KindFlag ? "LL" : "ULL" : "")}");
                }

                break;
            case BtfKind.Fwd:
                text.Append($" fwd_kind={(type.KindFlag ? "union" : "struct")}");
                break;
            case BtfKind.Func:
                text.Append($" type_id={type.TypeId} linkage={type.Linkage.ToString().ToLowerInvariant()}");
                break;
            case BtfKind.FuncProto:
                text.Append($" ret_type_id={type.TypeId} vlen={type.Length}");
                for (int i = 0; i < type.Length; i++)
                    text.Append($"\n\t'{Name(type.Parameter(i).Name)}' type_id={type.Parameter(i).TypeId}");
                break;
            case BtfKind.Var:
                text.Append($" type_id={type.TypeId}, linkage={type.Linkage.ToString().ToLowerInvariant()}");
                break;
            case BtfKind.Datasec:
                text.Append($" size={type.Size} vlen={type.Length}");
                for (int i = 0; i < type.Length; i++)
                {
                    BtfSectionVariable place = type.Variable(i);
                    BtfType variable = types[place.TypeId];
                    text.Append($"\n\ttype_id={place.TypeId} offset={place.Offset} size={place.Size} ({KindName(variable.Kind)} '{variable.Name}')");
                }

                break;
            case BtfKind.Float:
                text.Append($" size={type.Size}");
                break;
            case BtfKind.DeclTag:
                text.Append($" type_id={type.TypeId} component_idx={type.ComponentIndex}");
                break;
            default:
                text.Append($" type_id={type.TypeId}");
                break;
        }

        text.Append('\n');
    }

    private static string Name(string name) => name.Length == 0 ? "(anon)" : name;

    private static string KindName(BtfKind kind) => kind switch
    {
        BtfKind.FuncProto => "FUNC_PROTO",
        BtfKind.DeclTag => "DECL_TAG",
        BtfKind.TypeTag => "TYPE_TAG",
        _ => kind.ToString().ToUpperInvariant(),
    };
}
