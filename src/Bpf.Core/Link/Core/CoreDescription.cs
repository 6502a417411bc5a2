using System.Globalization;
using System.Text;
using Bpf.Core.Btf;

namespace Bpf.Core.Link.Core;

/// <summary>What relocations ask for, in words of C.</summary>
internal static class CoreDescription
{
    /// <summary><c>struct task_struct.group_leader</c>, <c>enum pid_type.PIDTYPE_SID</c>, <c>struct list_head</c>.</summary>
    /// <param name="local">The object's types.</param>
    /// <param name="relocation">A relocation that was answered.</param>
    public static string Of(BtfTypes local, CoreRelocation relocation)
    {
        BtfType root = local[relocation.TypeId];
        StringBuilder text = new(root.Kind switch
        {
            BtfKind.Struct => "struct ",
            BtfKind.Union => "union ",
            BtfKind.Enum or BtfKind.Enum64 => "enum ",
            _ => "",
        });
        text.Append(root.Name);
        if (relocation.Kind is CoreRelocationKind.EnumValue)
        {
            text.Append('.').Append(local[local.Resolve(root.Id)].Enumerator(int.Parse(relocation.AccessString, CultureInfo.InvariantCulture)).Name);
        }
        else if (relocation.Kind is not (CoreRelocationKind.TypeIdTarget or CoreRelocationKind.TypeSize))
        {
            CoreAccess access = CoreAccess.Parse(local, relocation, CoreRelocator.Indexes(relocation));
            for (int i = 1; i < access.Steps.Count; i++)
            {
                (string? name, int index, _) = access.Steps[i];
                text.Append(name is null ? string.Format(CultureInfo.InvariantCulture, "[{0}]", index) : "." + name);
            }
        }

        return text.ToString();
    }
}
