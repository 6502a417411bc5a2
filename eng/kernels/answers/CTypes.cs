using Bpf.Core.Btf;

namespace Bpf.KernelAnswers;

/// <summary>C's names of numbers, as declarations in format files have them.</summary>
internal static class CTypes
{
    // How declarations write what compilers call otherwise in BTF.
    private static readonly Dictionary<string, string> s_written = new(StringComparer.Ordinal)
    {
        ["unsigned"] = "unsigned int",
        ["unsigned long"] = "long unsigned int",
        ["long"] = "long int",
        ["unsigned short"] = "short unsigned int",
        ["short"] = "short int",
        ["long long"] = "long long int",
        ["unsigned long long"] = "long long unsigned int",
    };

    /// <summary>The kernel's type of a name; null where it has none.</summary>
    public static BtfType? Find(string declared, BtfTypes types)
    {
        string name = declared.StartsWith("const ", StringComparison.Ordinal) ? declared[6..] : declared;
        name = name.StartsWith("enum ", StringComparison.Ordinal) ? name[5..] : name.StartsWith("struct ", StringComparison.Ordinal) ? name[7..] : name;
        name = s_written.GetValueOrDefault(name, name);
        foreach (int id in types.FindAll(name))
            if (types[id].Kind is BtfKind.Int or BtfKind.Typedef or BtfKind.Enum or BtfKind.Struct) return types[types.Resolve(id)];
        return null;
    }

    /// <summary>The bytes of a type; 1 for what is not known, which is then read as bytes.</summary>
    public static int SizeOf(string declared, BtfTypes types) =>
        declared.EndsWith('*') ? 8 : Find(declared, types) is { Kind: not BtfKind.Struct } type ? types.SizeOf(type.Id) : 1;
}
