using System.IO.Compression;
using System.Text;
using Bpf.Core.Btf;
using Bpf.Kernels;

namespace Bpf.KernelAnswers;

/// <summary>Makes of profiles what Bpf.Kernels embeds.</summary>
internal static class Packing
{
    public static void Profile(string text, string path) => Text(ProfileFormat.Write(ProfileFormat.Read(File.ReadAllText(text))), path);

    public static void Text(string text, string path)
    {
        using FileStream file = File.Create(path);
        using DeflateStream deflate = new(file, CompressionLevel.SmallestSize);
        deflate.Write(Encoding.UTF8.GetBytes(text));
    }

    public static void Btf(string folder, string[] kernels)
    {
        List<string> strings = [];
        foreach (string kernel in kernels)
        {
            using FileStream packed = File.Create(Path.Combine(folder, Path.GetFileName(kernel)));
            PackedBtf.Write(BtfTypes.Read(File.ReadAllBytes(kernel)), strings, packed);
        }

        using FileStream list = File.Create(Path.Combine(folder, "kernels.strings"));
        PackedBtf.WriteStrings(strings, list);
    }
}
