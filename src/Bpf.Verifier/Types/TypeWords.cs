using Bpf.Core.Btf;

namespace Bpf.Verifier.Types;

/// <summary>The kernel's words for kinds of types.</summary>
internal static class TypeWords
{
    public static string Of(BtfType type) => type.Kind switch
    {
        BtfKind.Void => "UNKNOWN",
        BtfKind.FuncProto => "FUNC_PROTO",
        BtfKind.DeclTag => "DECL_TAG",
        BtfKind.TypeTag => "TYPE_TAG",
        _ => type.Kind.ToString().ToUpperInvariant(),
    };
}
