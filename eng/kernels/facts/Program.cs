using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Kernels;

namespace Bpf.KernelFacts;

/// <summary>Turns what a booted kernel answered into a profile, and profiles into what Bpf.Kernels embeds.</summary>
internal static class Program
{
    private const string Usage = """
        facts read NAME ALIAS VERSION FEATURES.json VMLINUX.btf > profiles/ALIAS.txt
            FEATURES.json: `bpftool -j feature probe kernel full` run as root in that kernel
            VMLINUX.btf:   its /sys/kernel/btf/vmlinux
        facts pack PROFILE.txt OUT.profile
            for src/Bpf.Kernels/Profiles
        facts btf FOLDER VMLINUX.btf...
            packs the kernels' type information, ALIAS.btf each and one list of strings, into src/Bpf.Kernels/Profiles; the newest
            first packs best
        """;

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["read", string name, string alias, string version, string features, string btf]:
                KernelProfile profile = ProbeReader.Read(name, alias, Version.Parse(version), File.ReadAllText(features), File.ReadAllBytes(btf));
                Console.Out.Write(ProfileFormat.Write(profile));
                return 0;
            case ["pack", string text, string packed]:
                Pack(ProfileFormat.Write(ProfileFormat.Read(File.ReadAllText(text))), packed);
                return 0;
            case ["btf", string folder, .. string[] kernels]:
                PackBtf(folder, kernels);
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static void PackBtf(string folder, string[] kernels)
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

    private static void Pack(string text, string path)
    {
        using FileStream file = File.Create(path);
        using DeflateStream deflate = new(file, CompressionLevel.SmallestSize);
        deflate.Write(Encoding.UTF8.GetBytes(text));
    }
}
