using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Tests.Elf;

namespace Bpf.Core.Tests.Link;

/// <summary>What bpftool asks of the kernel when it loads an object, seen by strace, is what we link.</summary>
public sealed partial class LibbpfOracleTests
{
    private const string Vmlinux = "/sys/kernel/btf/vmlinux";

    [Fact]
    public void An_object_of_ours_links_as_libbpf_links_it()
    {
        using TempFolder folder = new();
        Compare(folder.Write("sample.bpf.o", ElfWriter.Write(SampleObject.Create())), "sample");
    }

    [Fact]
    public void Subprograms_callbacks_globals_and_maps_link_as_libbpf_links_them()
    {
        using TempFolder folder = new();
        Compare(Tool.Clang(folder, """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 16); __type(key, int); __type(value, long); } counts SEC(".maps");
            struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(".maps");
            const volatile int step = 2;
            int total; static int hidden = 5; int shown = 6;
            static __attribute__((noinline)) int leaf(int x) { hidden += x; return hidden; }
            static __attribute__((noinline)) int inc(int x) { return leaf(x) + leaf(x * total); }
            __attribute__((noinline)) int glob(int x) { total += x + shown; return total; }
            __hidden __attribute__((noinline)) int secret(int x) { return leaf(x) + 1; }
            static long each(__u32 i, void *ctx) { total += inc(i); return 0; }
            SEC("xdp") int first(struct xdp_md *ctx) {
                int k = inc(step); long *v = bpf_map_lookup_elem(&counts, &k); bpf_loop(4, each, 0, 0);
                bpf_printk("k %d", k); return v ? glob(k) : secret(k); }
            SEC("xdp") int second(struct xdp_md *ctx) { long *e = bpf_ringbuf_reserve(&events, 8, 0); if (e) { *e = 1; bpf_ringbuf_submit(e, 0); } return glob(1); }
            SEC("raw_tp/sys_enter") int third(void *ctx) { return secret(3); }
            char _license[] SEC("license") = "GPL";
            """, "-I/usr/include/x86_64-linux-gnu"), "source");
    }

    [Fact]
    public void Core_relocations_give_what_libbpf_gives()
    {
        Assert.SkipUnless(File.Exists(Vmlinux), "this kernel has no BTF");
        using TempFolder folder = new();
        Compare(Tool.Clang(folder, """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            #include <bpf/bpf_core_read.h>
            #define CORE __attribute__((preserve_access_index))
            struct mm_struct { int x; unsigned long start_stack; } CORE;
            struct task_struct___mine { int pid; int tgid; char comm[16]; struct task_struct___mine *real_parent; struct mm_struct *mm;
                unsigned in_execve : 1; unsigned sched_contributes_to_load : 1; long no_such_field; } CORE;
            struct no_such_type { int a; } CORE;
            struct iphdr { unsigned char ihl : 4, version : 4; unsigned char tos; } CORE;
            enum pid_type { PIDTYPE_PID, PIDTYPE_SID = 77, PIDTYPE_NONE = 99 };
            typedef long size_like; struct list_head { struct list_head *next, *prev; } CORE;
            union sigval { int sival_int; void *sival_ptr; } CORE;
            long out[32];
            SEC("raw_tp/sys_enter") int fields(void *ctx) {
                struct task_struct___mine *t = (void *)bpf_get_current_task(); struct iphdr *ip = (void *)t;
                out[0] = BPF_CORE_READ(t, real_parent, tgid);
                out[1] = BPF_CORE_READ(t, mm, start_stack);
                out[2] = bpf_core_field_exists(t->no_such_field);
                out[3] = bpf_core_field_exists(t->pid);
                out[4] = bpf_core_field_size(t->comm);
                out[5] = bpf_core_field_offset(t->comm[3]);
                out[6] = BPF_CORE_READ_BITFIELD_PROBED(t, sched_contributes_to_load);
                out[7] = bpf_core_type_exists(struct no_such_type);
                out[8] = bpf_core_type_exists(struct list_head);
                out[9] = bpf_core_type_size(struct list_head);
                out[10] = bpf_core_type_id_kernel(struct list_head);
                out[11] = bpf_core_type_id_local(struct list_head);
                out[12] = bpf_core_enum_value(enum pid_type, PIDTYPE_SID);
                out[13] = bpf_core_enum_value_exists(enum pid_type, PIDTYPE_NONE);
                out[14] = bpf_core_enum_value_exists(enum pid_type, PIDTYPE_PID);
                out[15] = BPF_CORE_READ_BITFIELD_PROBED(ip, version);
                if (bpf_core_field_exists(t->no_such_field)) out[16] = BPF_CORE_READ(t, no_such_field);
                return 0; }
            char _license[] SEC("license") = "GPL";
            """, "-I/usr/include/x86_64-linux-gnu", "-Wno-unused"), "source", BtfTypes.Read(File.ReadAllBytes(Vmlinux)));
    }

    [Fact]
    public void Types_match_where_libbpf_says_that_they_do()
    {
        Assert.SkipUnless(File.Exists(Vmlinux), "this kernel has no BTF");
        using TempFolder folder = new();
        Compare(Tool.Clang(folder, """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            #include <bpf/bpf_core_read.h>
            struct list_head { struct list_head *next, *prev; };
            struct list_head___less { struct list_head___less *next; };
            struct list_head___more { struct list_head *next, *prev, *third; };
            struct list_head___other { long next; struct list_head *prev; };
            struct hlist_node { struct hlist_node *next, **pprev; };
            struct hlist_head { struct hlist_node *first; };
            struct hlist_head___pointer { struct list_head *first; };
            struct task_struct { int pid; int tgid; char comm[16]; struct list_head tasks; };
            struct task_struct___array { int pid; char comm[8]; };
            struct task_struct___sign { unsigned pid; };
            struct task_struct___width { long pid; };
            struct task_struct___union { union list_head___union { int x; } tasks; };
            struct task_struct___nested { struct list_head___less tasks; };
            struct seq_operations { void *(*start)(struct seq_file *m, long long *pos); void (*stop)(struct seq_file *m, void *v); };
            struct seq_operations___fewer { void *(*start)(struct seq_file *m); };
            struct seq_operations___forward { int (*show)(struct seq_file *m, void *v); };
            struct no_such_type { int a; };
            union sigval { int sival_int; void *sival_ptr; };
            union sigval___struct { struct { int a; } sival_int; };
            struct sigval___kind { int sival_int; };
            enum pid_type { PIDTYPE_PID, PIDTYPE_SID = 77 };
            enum pid_type___unknown { PIDTYPE_PID___flavor, PIDTYPE_NONE };
            typedef struct { int counter; } atomic_t;
            typedef struct { int counter; } no_such_typedef;
            typedef long pid_t;
            struct bpf_iter_num { unsigned long long __opaque[1]; };
            int out[32];
            SEC("raw_tp/sys_enter") int matches(void *ctx) {
                out[0] = bpf_core_type_matches(struct list_head); out[1] = bpf_core_type_matches(struct list_head___less);
                out[2] = bpf_core_type_matches(struct list_head___more); out[3] = bpf_core_type_matches(struct list_head___other);
                out[4] = bpf_core_type_matches(struct hlist_head); out[5] = bpf_core_type_matches(struct hlist_head___pointer);
                out[6] = bpf_core_type_matches(struct task_struct); out[7] = bpf_core_type_matches(struct task_struct___array);
                out[8] = bpf_core_type_matches(struct task_struct___sign); out[9] = bpf_core_type_matches(struct task_struct___width);
                out[10] = bpf_core_type_matches(struct task_struct___union); out[11] = bpf_core_type_matches(struct task_struct___nested);
                out[12] = bpf_core_type_matches(struct seq_operations); out[13] = bpf_core_type_matches(struct seq_operations___fewer);
                out[14] = bpf_core_type_matches(struct seq_operations___forward); out[15] = bpf_core_type_matches(struct no_such_type);
                out[16] = bpf_core_type_matches(union sigval); out[17] = bpf_core_type_matches(union sigval___struct);
                out[18] = bpf_core_type_matches(struct sigval___kind); out[19] = bpf_core_type_matches(enum pid_type);
                out[20] = bpf_core_type_matches(enum pid_type___unknown); out[21] = bpf_core_type_matches(atomic_t);
                out[22] = bpf_core_type_matches(no_such_typedef); out[23] = bpf_core_type_matches(pid_t);
                out[24] = bpf_core_type_matches(struct bpf_iter_num); out[25] = bpf_core_type_matches(struct hlist_node);
                return 0; }
            char _license[] SEC("license") = "GPL";
            """, "-I/usr/include/x86_64-linux-gnu", "-Wno-unused", "-Wno-visibility"), "source", BtfTypes.Read(File.ReadAllBytes(Vmlinux)));
    }

    [Fact]
    public void Settings_of_the_kernel_are_laid_out_and_set_as_libbpf_does()
    {
        Assert.SkipUnless(File.Exists(Vmlinux) && File.Exists("/proc/config.gz"), "this kernel has no types, or does not show its configuration");
        using TempFolder folder = new();
        Compare(Tool.Clang(folder, """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            extern int LINUX_KERNEL_VERSION __kconfig;
            extern unsigned long CONFIG_HZ __kconfig;
            extern _Bool CONFIG_BPF __kconfig;
            extern char CONFIG_BPF_SYSCALL __kconfig;
            extern enum libbpf_tristate CONFIG_CGROUPS __kconfig;
            extern _Bool CONFIG_NO_SUCH_SETTING __kconfig __weak;
            extern char CONFIG_CC_VERSION_TEXT[64] __kconfig;
            extern const _Bool LINUX_HAS_BPF_COOKIE __kconfig;
            extern int LINUX_HAS_SYSCALL_WRAPPER __kconfig;
            long out[8];
            SEC("raw_tp/sys_enter") int settings(void *ctx) {
                out[0] = LINUX_KERNEL_VERSION; out[1] = CONFIG_HZ; out[2] = CONFIG_BPF; out[3] = CONFIG_BPF_SYSCALL; out[4] = CONFIG_CGROUPS;
                out[5] = CONFIG_NO_SUCH_SETTING; out[6] = CONFIG_CC_VERSION_TEXT[1]; out[7] = LINUX_HAS_BPF_COOKIE + LINUX_HAS_SYSCALL_WRAPPER;
                return 0; }
            char _license[] SEC("license") = "GPL";
            """, "-I/usr/include/x86_64-linux-gnu"), "source", BtfTypes.Read(File.ReadAllBytes(Vmlinux)));
    }

    [Fact]
    public void Functions_and_variables_of_the_kernel_are_found_as_libbpf_finds_them()
    {
        Assert.SkipUnless(File.Exists(Vmlinux), "this kernel has no BTF");
        using TempFolder folder = new();
        Compare(Tool.Clang(folder, """
            #include <linux/bpf.h>
            #include <bpf/bpf_helpers.h>
            extern void bpf_rcu_read_lock(void) __ksym;
            extern void bpf_rcu_read_unlock(void) __ksym;
            extern int bpf_no_such_function(int, long) __ksym __weak;
            extern const void _stext __ksym;
            extern const void no_such_symbol __ksym __weak;
            long out[8];
            SEC("raw_tp/sys_enter") int symbols(void *ctx) {
                bpf_rcu_read_lock(); bpf_rcu_read_unlock();
                out[0] = (long)&_stext; out[1] = (long)&no_such_symbol;
                if (bpf_no_such_function) out[3] = bpf_no_such_function(1, 2);
                return 0; }
            char _license[] SEC("license") = "GPL";
            """, "-I/usr/include/x86_64-linux-gnu", "-Wno-unused"), "source", BtfTypes.Read(File.ReadAllBytes(Vmlinux)), sameBtf: false);
    }

    private static LinkOptions RunningKernel(BtfTypes? kernelBtf) => new()
    {
        KernelBtf = kernelBtf,
        KernelSettings = File.Exists("/proc/config.gz") ? KernelConfig().ToImmutableDictionary() : ImmutableDictionary<string, string>.Empty,
        KernelSymbols = name => File.ReadLines("/proc/kallsyms").Select(l => l.Split(' ', '\t')).Where(l => l[2] == name)
            .Select(l => (ulong?)ulong.Parse(l[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).FirstOrDefault(),
    };

    private static IEnumerable<KeyValuePair<string, string>> KernelConfig()
    {
        using GZipStream stream = new(File.OpenRead("/proc/config.gz"), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("CONFIG_", StringComparison.Ordinal) && line.IndexOf('=') is > 0 and var at)
                yield return new(line[..at], line[(at + 1)..]);
        }
    }

    /// <param name="path">The object.</param>
    /// <param name="objectName">Its name.</param>
    /// <param name="kernelBtf">The kernel's types.</param>
    /// <param name="sameBtf">False where kernel functions are left out of the types in another way than libbpf's: both only have to be taken.</param>
    private static void Compare(string path, string objectName, BtfTypes? kernelBtf = null, bool sameBtf = true)
    {
        KernelProfile profile = LinkerTests.Profile with { Version = Environment.OSVersion.Version };
        LinkedObject linked = Linker.Link(ElfReader.Read(File.ReadAllBytes(path)), profile, RunningKernel(kernelBtf));
        string trace = Trace(path);

        // The others are small probes of what this kernel knows.
        byte[] theirBtf = BtfLoad().Matches(trace).Select(m => Bytes(m.Groups["bytes"].Value)).MaxBy(b => b.Length)!;
        if (sameBtf)
        {
            Assert.Equal(Btf.RawDump.Of(BtfTypes.Read(theirBtf)), Btf.RawDump.Of(BtfTypes.Read(linked.Btf)));
            Assert.Equal(theirBtf, linked.Btf);
        }
        else
        {
            (int result, string log) = Btf.BtfLoad.Try([.. linked.Btf]);
            Assert.True(result >= 0, log);
        }

        Dictionary<string, Match> maps = [];
        foreach (Match match in MapCreate().Matches(trace))
            maps[Text(match, "name")] = match;
        foreach (MapSpec map in linked.Maps)
        {
            string name = map.Name[0] == '.' ? GlobalMaps.KernelName(objectName, map.Name) : map.Name;
            Match theirs = maps[name];
            Assert.Equal((map.Type, map.KeySize, map.ValueSize, map.MaxEntries, map.Flags, map.BtfKeyTypeId, map.BtfValueTypeId),
                ((MapType)Number(theirs, "type"), Number(theirs, "key"), Number(theirs, "value"), Number(theirs, "entries"),
                    (uint)Number(theirs, "flags"), Number(theirs, "btfKey"), Number(theirs, "btfValue")));
        }

        foreach (LoadRequest request in linked.Programs)
        {
            Match theirs = ProgLoad().Matches(trace).Single(m => Text(m, "name") == request.Name);
            Assert.Equal((request.ProgramType, request.ExpectedAttachType, request.Flags, request.License, request.FuncInfo.Length, request.LineInfo.Length),
                ((ProgramType)Number(theirs, "type"), (AttachType)Number(theirs, "attach"), (uint)Number(theirs, "flags"), Text(theirs, "license"),
                    Number(theirs, "funcs"), Number(theirs, "lines")));
            Assert.Equal(Listing([.. Instructions(theirs.Groups["insns"].Value)]), Listing([.. request.Instructions]));
        }
    }

    /// <summary>One line a slot; a map by its place among the maps of the program instead of its descriptor or index.</summary>
    private static string Listing(Instruction[] code)
    {
        StringBuilder text = new();
        List<int> maps = [];
        for (int i = 0; i < code.Length; i++)
        {
            Instruction instruction = code[i];
            if (instruction.IsMapLoad)
            {
                if (!maps.Contains(instruction.Imm)) maps.Add(instruction.Imm);
                bool isValue = (PseudoSource)instruction.Src is PseudoSource.MapValue or PseudoSource.MapIdxValue;
                instruction = instruction with { Src = (byte)(isValue ? 2 : 1), Imm = maps.IndexOf(instruction.Imm) };
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"{i}: {instruction}");
        }

        return text.ToString();
    }

    private static string Trace(string path)
    {
        string pins = KernelTests.PinFolder();
        try
        {
            (int code, string output, string error) = Tool.TryRun("strace", "-f", "-e", "trace=bpf", "-v", "-X", "raw", "-xx", "-s", "1000000",
                "bpftool", "prog", "loadall", path, pins);
            Assert.True(code == 0, output + Regex.Replace(error, "bpf\\(.*\n", ""));
            return error;
        }
        finally
        {
            if (Directory.Exists(pins)) Directory.Delete(pins, recursive: true);
        }
    }

    private static IEnumerable<Instruction> Instructions(string text)
    {
        foreach (Match match in InstructionPattern().Matches(text))
        {
            int opcode = match.Groups["code"].Value.Split('|').Sum(Parse);
            yield return new((byte)opcode, (byte)Number(match, "dst"), (byte)Number(match, "src"), (short)Number(match, "off"), Number(match, "imm"));
        }
    }

    private static string Text(Match match, string group) => Encoding.UTF8.GetString(Bytes(match.Groups[group].Value));

    private static byte[] Bytes(string escaped) => Convert.FromHexString(escaped.Replace("\\x", ""));

    private static int Number(Match match, string group) => Parse(match.Groups[group].Value);

    private static int Parse(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? unchecked((int)uint.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
        : int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("""bpf\(0x12, \{btf="(?<bytes>[^"]*)".*= \d+$""", RegexOptions.Multiline)]
    private static partial Regex BtfLoad();

    [GeneratedRegex("""bpf\(0, \{map_type=(?<type>\w+), key_size=(?<key>\d+), value_size=(?<value>\d+), max_entries=(?<entries>\d+), map_flags=(?<flags>\w+), .*?map_name="(?<name>[^"]*)".*?btf_key_type_id=(?<btfKey>\d+), btf_value_type_id=(?<btfValue>\d+)""")]
    private static partial Regex MapCreate();

    [GeneratedRegex("""bpf\(0x5, \{prog_type=(?<type>\w+), insn_cnt=\d+, insns=\[(?<insns>[^\]]*)\], license="(?<license>[^"]*)".*?prog_flags=(?<flags>\w+), prog_name="(?<name>[^"]+)".*?expected_attach_type=(?<attach>\w+),.*?func_info_cnt=(?<funcs>\d+),.*?line_info_cnt=(?<lines>\d+)""")]
    private static partial Regex ProgLoad();

    [GeneratedRegex("""\{code=(?<code>[^,]*), dst_reg=(?<dst>\w+), src_reg=(?<src>\w+), off=(?<off>-?\w+), imm=(?<imm>-?\w+)\}""")]
    private static partial Regex InstructionPattern();
}
