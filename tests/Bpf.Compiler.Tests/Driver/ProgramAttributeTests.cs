using System.Collections.Immutable;
using Bpf.Compiler.Driver;
using Bpf.Compiler.Ir;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;

namespace Bpf.Compiler.Tests.Driver;

public class ProgramAttributeTests
{
    /// <summary>Reads below the stack: every kernel refuses that.</summary>
    private const string Refused = """
          %1 = alloca "x" 4 width=4 : ptr.stack
          %2 = ptradd %1 off=-600 : ptr.stack
          %3 = load %2 width=4 : i32
          return %3
        """;

    private const string Returns = """
          %3 = const 0 : i32
          return %3
        """;

    [Fact]
    public void A_program_that_need_not_be_accepted_is_embedded_and_listed()
    {
        CompilationResult plain = Compile(Refused, p => p, "6.12");
        Assert.Null(plain.Object);

        CompilationResult accepted = Compile(Refused, p => p with { AcceptUnverified = [new("6.12", "the stack grows there")] }, "6.12");
        Assert.NotNull(accepted.Object);
        BpfDiagnostic listed = Assert.Single(accepted.Diagnostics);
        Assert.Equal("BPF0591", listed.Id);
        Assert.Contains("the stack grows there", listed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_kernel_still_counts()
    {
        CompilationResult result = Compile(Refused, p => p with { AcceptUnverified = [new("6.12", "why")] }, "6.1", "6.12");
        Assert.Null(result.Object);
        Assert.Contains(result.Diagnostics, d => d.IsError);
    }

    [Theory]
    [InlineData("kprobe/vfs_raed", "vfs_raed", " (did you mean 'vfs_read'?)")]
    [InlineData("kretprobe/there_is_no_function_like_this", "there_is_no_function_like_this", "")]
    [InlineData("kprobe/vfs_read", null, null)]
    [InlineData("kprobe/vfs_read+4", null, null)]
    [InlineData("kprobe", null, null)]
    public void A_probed_function_that_no_kernel_has_is_a_warning(string section, string? name, string? like)
    {
        CompilationResult result = Compile(Returns, p => p with { Type = ProgramType.Kprobe, AttachType = default, Section = section }, "6.1", "6.12");
        Assert.NotNull(result.Object);
        if (name is null) Assert.Empty(result.Diagnostics);
        else Assert.Equal(("BPF0339", $"f,{name},6.1, 6.12,{like}"), (Assert.Single(result.Diagnostics).Id, string.Join(",", result.Diagnostics[0].Arguments)));
    }

    [Fact]
    public void A_kernel_that_nobody_builds_for_is_an_error()
    {
        CompilationResult result = Compile(Returns, p => p with { AcceptUnverified = [new("4.19", "why")] }, "6.12");
        Assert.Equal("BPF0017", Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public void A_kernel_without_a_required_feature_is_not_asked()
    {
        Assert.False(KernelProfiles.Find("5.10")!.Has(Feature.AtomicFetch));
        const string Exchange = """
              %1 = global ".data" off=0 : ptr.map_value
              %2 = const 1 : i64
              %3 = atomic Xchg %1, %2 : i64
              %4 = trunc %3 : i32
              return %4
            """;
        static void AddGlobal(Module module) =>
            module.Globals.Add(new GlobalVariable("Count", ".data", 0, 8, module.Types.AddInt("unsigned long", 8), [0, 0, 0, 0, 0, 0, 0, 0]));
        CompilationResult without = Compile(Exchange, p => p, AddGlobal, "5.10", "6.12");
        Assert.Equal("BPF0403", Assert.Single(without.Diagnostics).Id);

        CompilationResult with = Compile(Exchange, p => p with { Requires = [Feature.AtomicFetch] }, AddGlobal, "5.10", "6.12");
        Assert.Empty(with.Diagnostics);
        Assert.Equal(["6.12"], Assert.Single(with.Programs).Verdicts.Select(v => v.Kernel));
    }

    [Fact]
    public void A_helper_that_came_later_is_named_with_its_kernel_and_release()
    {
        CompilationResult result = Compile("""
              %1 = helper GetCurrentTaskBtf : i64
              %2 = trunc %1 : i32
              return %2
            """, p => p, "5.10", "6.12");
        BpfDiagnostic missing = Assert.Single(result.Diagnostics);
        Assert.Equal("BPF0310", missing.Id);
        Assert.Equal(["f", "bpf_get_current_task_btf", "5.10", "5.11"], missing.Arguments);
    }

    [Fact]
    public void A_helper_of_other_program_types_names_them()
    {
        CompilationResult result = Compile("""
              %1 = const 0 : i32
              %2 = const 0 : i64
              %3 = helper Redirect %2, %2 : i64
              return %1
            """, p => p, "6.12");
        BpfDiagnostic missing = Assert.Single(result.Diagnostics);
        Assert.Equal("BPF0311", missing.Id);
        Assert.Contains("Xdp", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_type_that_came_later_is_named_with_its_kernel_and_release()
    {
        CompilationResult result = Compile(Returns, p => p, m => m.Maps.Add(new MapSpec { Name = "Pages", Type = MapType.Arena, MaxEntries = 1 }), "6.1");
        BpfDiagnostic missing = Assert.Single(result.Diagnostics, d => d.Id == "BPF0305");
        Assert.Equal(["Pages", "arena", "6.1", "6.9"], missing.Arguments);
    }

    [Fact]
    public void A_program_type_that_a_kernel_lacks_is_named()
    {
        KernelProfile lacking = KernelProfiles.Find("6.12")!;
        lacking = lacking with { ProgramTypes = lacking.ProgramTypes.Remove(ProgramType.Tracepoint) };
        BpfDiagnostic missing = Assert.Single(Compile(Returns, p => p, _ => { }, [lacking]).Diagnostics);
        Assert.Equal("BPF0313", missing.Id);
        Assert.Equal(["f", "Tracepoint", "6.12", "..."], missing.Arguments);
    }

    [Theory]
    [InlineData(ProgramType.Tracing, AttachType.TraceFentry, "fentry/no_such_function")]
    [InlineData(ProgramType.Lsm, AttachType.LsmMac, "lsm/no_such_function")]
    [InlineData(ProgramType.Tracing, AttachType.TraceRawTp, "tp_btf/no_such_function")]
    public void A_hook_that_a_kernel_lacks_is_named(ProgramType type, AttachType attach, string section)
    {
        CompilationResult result = Compile(Returns, p => p with { Type = type, AttachType = attach, Section = section }, "6.12");
        BpfDiagnostic missing = Assert.Single(result.Diagnostics);
        Assert.Equal("BPF0315", missing.Id);
        Assert.Equal(["f", "no_such_function", "6.12"], missing.Arguments);
    }

    [Fact]
    public void A_call_that_a_kernel_asks_no_program_about_is_named()
    {
        CompilationResult result = Compile(
            Returns, p => p with { Type = ProgramType.CgroupSockAddr, AttachType = AttachType.CgroupUnixConnect, Section = "cgroup/connect_unix" }, "6.1");
        BpfDiagnostic missing = Assert.Single(result.Diagnostics);
        Assert.Equal("BPF0315", missing.Id);
        Assert.Equal(["f", "cgroup/connect_unix", "6.1"], missing.Arguments);
    }

    [Fact]
    public void A_kernel_that_nobody_has_compared_with_a_real_one_is_a_warning()
    {
        CompilationResult result = Compile(Returns, p => p, _ => { }, [KernelProfiles.Find("6.12")! with { Proven = false }]);
        Assert.Equal(("BPF0318", RuleSeverity.Warning), (Assert.Single(result.Diagnostics).Id, result.Diagnostics[0].Rule.Severity));
        Assert.NotNull(result.Object);
    }

    private static CompilationResult Compile(string body, Func<ProgramInfo, ProgramInfo> change, params string[] kernels) =>
        Compile(body, change, _ => { }, kernels);

    private static CompilationResult Compile(string body, Func<ProgramInfo, ProgramInfo> change, Action<Module> also, params string[] kernels) =>
        Compile(body, change, also, [.. kernels.Select(k => KernelProfiles.Find(k)!)]);

    private static CompilationResult Compile(string body, Func<ProgramInfo, ProgramInfo> change, Action<Module> also, ImmutableArray<KernelProfile> profiles)
    {
        Function parsed = IrParser.Parse($$"""
            func "f" (ptr.context) i32 program Tracepoint 0 "tracepoint/syscalls/sys_enter_openat" 0 {
            bb0:
              %0 = param 0 : ptr.context
            {{body}}
            }
            """)[0];
        parsed.Program = change(parsed.Program!);
        Module module = new() { Name = "C", License = "GPL" };
        module.Functions.Add(parsed);
        also(module);
        return BpfCompiler.Compile(module, new CompileOptions { Kernels = profiles });
    }
}
