using System.Runtime.CompilerServices;

namespace Bpf.Syscalls;

/// <summary>A name as the kernel keeps it: 15 characters of <c>[A-Za-z0-9_.]</c> and a NUL (<c>BPF_OBJ_NAME_LEN</c>).</summary>
[InlineArray(Length)]
internal struct KernelName
{
    public const int Length = 16;

    private byte element;

    /// <summary>The first 15 characters; those the kernel refuses become an underscore.</summary>
    public static KernelName From(string name)
    {
        KernelName result = default;
        for (int i = 0; i < int.Min(name.Length, Length - 1); i++)
            result[i] = char.IsAsciiLetterOrDigit(name[i]) || name[i] is '_' or '.' ? (byte)name[i] : (byte)'_';
        return result;
    }

    public override readonly string ToString() => Text.FromNulTerminated(this);
}
