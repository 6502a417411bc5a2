using System;
using System.IO;
using System.IO.Compression;
using System.Text;
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
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static void Pack(string text, string path)
    {
        using FileStream file = File.Create(path);
        using DeflateStream deflate = new(file, CompressionLevel.SmallestSize);
        deflate.Write(Encoding.UTF8.GetBytes(text));
    }
}
