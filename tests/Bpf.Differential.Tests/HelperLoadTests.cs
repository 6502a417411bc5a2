using Bpf.Core.Kernel;

namespace Bpf.Differential.Tests;

/// <summary>Calls of helpers by their C# methods, as the running kernel takes them.</summary>
public class HelperLoadTests
{
    [Fact]
    public void A_program_that_calls_a_helper_by_its_method_is_taken_by_the_running_kernel()
    {
        KernelProfile? profile = SourceObject.Profile;
        Assert.SkipUnless(KernelWorld.IsAvailable && profile is not null, "The running kernel is not known, or lets this user load nothing.");
        List<string> refused = [];
        int loaded = 0;
        foreach ((ProgramType type, string head, string tail) in new[]
        {
            (ProgramType.Xdp, "[Xdp] static XdpAction F(XdpContext ctx) {", "return XdpAction.Pass; }"),
            (ProgramType.RawTracepoint, "[RawTracepoint(\"sys_enter\")] static int F(in RawTracepointArgs ctx) {", "return 0; }"),
            (ProgramType.Tracepoint, "[Tracepoint(\"syscalls\", \"sys_enter_openat\")] static int F(in SysEnterOpenat ctx) {", "return 0; }"),
        })
        {
            foreach (HelperSignature signature in HelperSignatures.All.Where(s => profile.Allows(type, s.Prototype.Id) && CanCall(s)))
            {
                if (Load(head + CallOf(signature) + tail) is { } why) refused.Add($"{type} {signature.Name}: {why}");
                else loaded++;
            }
        }

        Console.WriteLine($"{loaded} programs loaded that call a helper by its method");
        Assert.True(refused.Count == 0, string.Join("\n", refused));
        Assert.True(loaded > 60, $"{loaded} loaded");
    }

    /// <summary>Not those that want a map, a socket or a text of some meaning, a program that may sleep, or one at a function's entry.</summary>
    private static bool CanCall(HelperSignature signature) => !signature.Prototype.Traits.HasFlag(HelperTraits.MightSleep)
        && signature.Prototype.Id != HelperId.GetFuncIp && signature.Result is HelperResult.Void or HelperResult.Number
        && signature.Parameters.All(p => p.Kind is not (HelperParameterKind.Map or HelperParameterKind.Socket or HelperParameterKind.Kernel or HelperParameterKind.Text));

    private const string Structures = """
        [KernelType("task_struct")] struct TaskStruct { public int Pid; }
        [KernelType("pt_regs")] struct Registers { public ulong Sp; }
        [KernelType("file")] struct KernelFile { public uint FFlags; }
        [KernelType("socket")] struct Socket { public short Type; }
        [InlineArray(64)] struct Size64 { byte e; }
        static long Seen;

        """;

    private const string TakesTasks = Structures + """
        [BtfTracepoint("task_newtask")] static int F(Ref<TaskStruct> task, ulong flags)
        {
            Ref<TaskStruct> current = Helpers.GetCurrentTaskBtf<TaskStruct>();
            Seen = Helpers.GetTaskStack(task, out Size64 stack, 0) + current.Value.Pid;
            Ref<Registers> registers = Helpers.TaskPtRegs<TaskStruct, Registers>(current);
            Seen += (long)registers.Value.Sp + stack[3];
            return 0;
        }
        """;

    [Theory]
    [InlineData(TakesTasks)]
    public void Structures_of_the_kernel_s_are_passed_and_returned(string source)
    {
        byte[] image = SourceObject.Compile(source, [.. Kernels.KernelProfiles.All.Where(k => k.Version >= new Version(5, 15) && k.Has(Feature.BtfTracepoints))]);
        Assert.NotEmpty(image);
    }

    [Theory]
    [InlineData("[BtfTracepoint(\"task_newtask\")] static int F(Ref<TaskStruct> task, ulong flags) { Seen = Helpers.GetCurrentTaskBtf<KernelFile>().Value.FFlags; return 0; }", "BPF0301")]
    [InlineData("[BtfTracepoint(\"task_newtask\")] static int F(Ref<TaskStruct> task, ulong flags) { Seen = Helpers.SockFromFile<TaskStruct, Socket>(task).IsNull ? 1 : 0; return 0; }", "BPF0301")]
    public void Another_structure_is_refused_by_its_name(string source, string expected) => Assert.Contains(expected, Assert.Throws<InvalidOperationException>(
        () => SourceObject.Compile(Structures + source, Kernels.KernelProfiles.Find("6.12")!)).Message);

    private static string CallOf(HelperSignature signature)
    {
        List<string> arguments = [];
        string declarations = "";
        for (int i = 0; i < signature.Parameters.Length; i++)
        {
            HelperParameter p = signature.Parameters[i];
            if (p.IsHidden) continue;
            string name = "a" + i;
            string type = p.Kind == HelperParameterKind.Number || p.Type == "UInt64" ? p.Type
                : signature.Prototype.Arguments[i].Size is 20 ? nameof(Ipv4Header) : signature.Prototype.Arguments[i].Size is 40 ? nameof(Ipv6Header) : "Size64";
            declarations += $"{type} {name} = default; ";
            arguments.Add(p.Kind switch { HelperParameterKind.MemoryIn => "in " + name, HelperParameterKind.MemoryOut => "out " + name, HelperParameterKind.MemoryRef => "ref " + name, _ => name });
        }

        return $"{declarations} Helpers.{signature.Name}({string.Join(", ", arguments)}); ";
    }

    private static string? Load(string members)
    {
        try
        {
            BpfObject.Load(SourceObject.Compile(members + " [InlineArray(64)] struct Size64 { byte e; }")).Dispose();
            return null;
        }
        catch (Exception e) when (e is BpfException or InvalidOperationException)
        {
            return e.Message.ReplaceLineEndings(" | ");
        }
    }
}
