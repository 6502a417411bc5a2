namespace Bpf.Core.Elf;

/// <summary>Names of sections that mean something to loaders (libbpf's conventions), and ours.</summary>
public static class SectionNames
{
    /// <summary>Subprograms.</summary>
    public const string Text = ".text";

    /// <summary>The license.</summary>
    public const string License = "license";

    /// <summary>The kernel version, for kprobes before 5.0.</summary>
    public const string Version = "version";

    /// <summary>Maps defined by their BTF.</summary>
    public const string Maps = ".maps";

    /// <summary>Maps defined by <c>struct bpf_map_def</c>, which libbpf 1.0 dropped.</summary>
    public const string LegacyMaps = "maps";

    /// <summary>Globals that start as zero.</summary>
    public const string Bss = ".bss";

    /// <summary>Globals with an initial value.</summary>
    public const string Data = ".data";

    /// <summary>Constants, configuration among them.</summary>
    public const string Rodata = ".rodata";

    /// <summary>Globals that stand in the object's arena (clang's name for address space 1).</summary>
    public const string Arena = ".addr_space.1";

    /// <summary>Types.</summary>
    public const string Btf = ".BTF";

    /// <summary>Functions, lines and CO-RE relocations.</summary>
    public const string BtfExt = ".BTF.ext";

    /// <summary>Externs resolved from the kernel's configuration (a DATASEC only).</summary>
    public const string Kconfig = ".kconfig";

    /// <summary>Externs resolved from the kernel's symbols (a DATASEC only).</summary>
    public const string Ksyms = ".ksyms";

    /// <summary>Structures of functions, registered for good.</summary>
    public const string StructOps = ".struct_ops";

    /// <summary>Structures of functions, registered by link.</summary>
    public const string StructOpsLink = ".struct_ops.link";

    /// <summary>Our own: what C# is behind each instruction.</summary>
    public const string CSharp = ".bpf.csharp";

    /// <summary>Our own: which instructions depend on the architecture, see <see cref="MachineSection"/>.</summary>
    public const string Machine = ".bpf.machine";
}
