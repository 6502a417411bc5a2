using Bpf.Core.Kernel;
using Bpf.Frontend.Intrinsics;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Tests;

public class IntrinsicTests
{
    /// <summary>Namespaceless prefixes of what is only for user space: loading, attaching, reading maps.</summary>
    private static readonly string[] s_userSide =
    [
        "T:Bpf.MapDeclaration", "P:Bpf.MapDeclaration.", // what a declaration says of itself
        "M:Bpf.Ref`1.#ctor(", "M:Bpf.XdpContext.#ctor(", "P:Bpf.PtRegs.set", // made by worlds and tests
        "M:Bpf.TraceInterpolatedStringHandler.AppendFormatted(System.Object,", // an error of the C# compiler's
        "M:Bpf.BpfWorld.", "P:Bpf.BpfWorld.",
    ];

    private static readonly string[] s_kernelSideTypes =
    [
        "KeyedMap`2", "IndexedMap`1", "RingBuffer`1", "Ref`1", "Reservation`1", "BpfSpinLock", "LockScope", "BpfTimer", "BpfWorkQueue", "CoreFunction", "Kptr`1", "Arena", "ArenaPtr`1", "KernelTasks", "Dynptr", "DynamicRingBuffer", "Rcu", "RcuScope", "Preemption", "PreemptionScope", "XdpContext", "PacketCursor", "PtRegs", "RawTracepointArgs",
        "CurrentTask", "Helpers", "UserMemory", "KernelMemory", "Trace", "Utf8Text", "Loop", "ProgramArray`1", "MapEntry`2", "CoreField", "CoreType", "CoreEnum", "TraceInterpolatedStringHandler", "UserPtr`1", "KernelPtr`1",
        "UInt16BE", "UInt32BE", "UInt64BE", "Comm", "PathBuffer", "MacAddress", "Ipv6Address", "Ipv4Prefix", "AlignedIpv4Prefix", "Ipv6Prefix",
    ];

    [Fact]
    public void Every_member_of_the_kernel_side_API_has_a_row_or_is_for_user_space()
    {
        Compilation compilation = Snippet.File("static class P { }").Compilation;
        IAssemblySymbol runtime = compilation.References.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>().Single(a => a.Name == "Bpf.Runtime");
        List<string> missing = [];
        foreach (string name in s_kernelSideTypes)
        {
            INamedTypeSymbol type = runtime.GetTypeByMetadataName("Bpf." + name) ?? throw new Xunit.Sdk.XunitException("No type " + name);
            foreach (ISymbol member in type.GetMembers())
            {
                if (member.DeclaredAccessibility != Accessibility.Public || member is IFieldSymbol || member.IsOverride || member.IsImplicitlyDeclared) continue;
                if (member is IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet }) continue;
                if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } && type.Name is "Arena" or "RingBuffer" or "DynamicRingBuffer" or "ProgramArray" or "TraceInterpolatedStringHandler") continue;
                if (member is IMethodSymbol { MethodKind: MethodKind.Conversion } conversion && UsesNetworking(conversion)) continue;
                string id = member.GetDocumentationCommentId()!;
                if (!IntrinsicTable.Knows(id) && !s_userSide.Any(id.StartsWith)) missing.Add(id);
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void Registers_are_those_of_the_machine()
    {
        Snippet s = Snippet.Members("[Kprobe] static int F(in PtRegs ctx) => (int)(ctx.Argument0 + ctx.Argument2); [Kretprobe] static int R(in PtRegs ctx) => (int)ctx.ReturnValue;");
        string text = s.Text() + s.Text("R");
        Assert.Contains($"context_register {(int)MachineValue.Argument0} ", text);
        Assert.Contains($"context_register {(int)MachineValue.Argument2} ", text);
        Assert.Contains($"context_register {(int)MachineValue.ReturnValue} ", text);
    }

    [Fact]
    public void A_trace_message_becomes_a_format_string_and_its_arguments()
    {
        Snippet s = Snippet.Body("""ulong t = Helpers.KtimeGetNs(); short h = -1; Trace.Print($"50% at {t}: {ctx.Length:x} {h:x}"); return XdpAction.Pass;""");
        Assert.Contains("helper TracePrintk", s.Text());
        Assert.Equal("50%% at %llu: %x %x\0", System.Text.Encoding.ASCII.GetString([.. s.Module.Globals.Single(g => g.Section == ".rodata").InitialValue]));
    }

    [Fact]
    public void A_constant_text_is_a_message_too()
    {
        Snippet s = Snippet.Body("""Trace.Print("100% done"); return XdpAction.Pass;""");
        Assert.Contains("helper TracePrintk", s.Text());
        Assert.Equal("100%% done\0", System.Text.Encoding.ASCII.GetString([.. s.Module.Globals.Single(g => g.Section == ".rodata").InitialValue]));
    }

    [Fact]
    public void A_message_of_many_values_goes_by_an_array_where_the_kernel_takes_one_and_in_several_lines_elsewhere()
    {
        Snippet s = Snippet.Members("""[Kprobe] static int F(in PtRegs ctx) { Trace.Print($"{CurrentTask.Comm} {ctx.Argument0} {1} {2}; {CurrentTask.Comm}"); return 0; }""");
        string text = s.Text();
        Assert.Contains("has_helper TraceVprintk", text);
        Assert.Equal(["%pks %llu %d %d; %pks\0", "%pks %llu %d \0", "%d; %pks\0"],
            s.Module.Globals.Where(g => g.Section == ".rodata").Select(g => System.Text.Encoding.ASCII.GetString([.. g.InitialValue])));
        string[] Printed(params Core.Kernel.KernelProfile[] kernels)
        {
            Compiler.Driver.CompilationResult result = Compiler.Driver.BpfCompiler.Compile(s.Module, new() { Kernels = [.. kernels] });
            Assert.DoesNotContain(result.Diagnostics, d => d.IsError);
            return [.. result.Programs.Single().Instructions.Where(i => i.Opcode == 0x85).Select(i => ((Core.Kernel.HelperId)i.Imm).ToString()).Where(h => h.StartsWith("Trace"))];
        }

        Assert.Equal(["TraceVprintk"], Printed(Profile("6.1"), Profile("6.12")));
        Assert.Equal(["TracePrintk", "TracePrintk"], Printed(Profile("5.10"), Profile("6.12")));
    }

    [Fact]
    public void A_conversion_that_a_kernel_would_refuse_at_run_time_is_refused_for_that_kernel()
    {
        Snippet s = Snippet.Body("""Trace.Print($"{ctx.Length:x8}"); return XdpAction.Pass;""");
        Core.Explain.BpfDiagnostic[] Errors(string kernel) =>
            [.. Compiler.Driver.BpfCompiler.Compile(s.Module, new() { Kernels = [Profile(kernel)] }).Diagnostics.Where(d => d.IsError)];
        Assert.Empty(Errors("6.12"));
        Core.Explain.BpfDiagnostic error = Assert.Single(Errors("5.10"));
        Assert.Equal("BPF0310", error.Id);
        Assert.Contains("bpf_trace_printk with '%08x'", error.Message);
    }

    [Fact]
    public void A_name_is_printed_from_where_it_is_unless_it_changes_meanwhile()
    {
        const string Map = "struct V { public Comm C; } static readonly ArrayMap<V> M = new(1); [Xdp] static XdpAction F(XdpContext ctx) { if (!M.TryFind(0, out Ref<V> v)) return XdpAction.Pass; ";
        Assert.DoesNotContain("copy", Snippet.Members(Map + "Trace.Print($\"{v.Value.C} {ctx.Length}\"); return XdpAction.Pass; }").Text());
        Assert.Contains("copy", Snippet.Members(Map + "Trace.Print($\"{v.Value.C} {v.Value.C[0] = 1}\"); return XdpAction.Pass; }").Text());
    }

    [Fact]
    public void A_failed_reserve_is_counted_and_the_padding_of_a_record_is_zeroed()
    {
        Snippet s = Snippet.Members("""
            struct E { public byte A; public long B; }
            static readonly RingBuffer<E> Events = new(4096);
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                if (!Events.TryReserve(out Reservation<E> e)) return XdpAction.Pass;
                e.Value.A = 1; e.Value.B = 2; e.Submit();
                return XdpAction.Pass;
            }
            """);
        Assert.Contains("off=1 len=7", s.Text());
        Assert.Contains("atomic Add", s.Text());
        Assert.Contains(s.Module.Globals, g => g is { Name: "Events.lost", Section: ".bss", Size: 8 });
    }

    [Fact]
    public void Config_fields_are_read_from_rodata_with_their_range()
    {
        Snippet s = Snippet.Members("[Config(Min = 1, Max = 64)] static int Limit = 8; static ulong Seen; static uint Start = 5; [Xdp] static XdpAction F(XdpContext ctx) { Seen++; Start--; return ctx.Length > Limit ? XdpAction.Drop : XdpAction.Pass; }");
        Assert.Contains("global \".rodata\"", s.Text());
        Assert.Equal(new Compiler.Ir.ConfigRange(1, 64, true), s.Module.Globals.Single(g => g.Name == "Limit").Config);
        Assert.Equal([".rodata", ".bss", ".data"], s.Result.Model!.Globals.Select(g => g.Section));
        Assert.Equal(["8", "default", "5U"], s.Result.Model.Globals.Select(g => g.InitialValue));
    }

    [Fact]
    public void A_fault_is_a_trap_and_with_OnFault_a_return()
    {
        string body = "static int F(XdpContext ctx) => (int)(100 / ctx.Length);";
        Assert.Contains("trap DivideByZero", Snippet.Members("[Xdp] " + body).Text());
        Assert.DoesNotContain("trap", Snippet.Members("[Xdp] [OnFault(7)] " + body).Text());
    }

    [Fact]
    public void Descriptions_of_equal_classes_are_equal_whatever_their_bodies_say()
    {
        Model.ObjectModel Of(string body) => Snippet.Members("struct V { public int A; } static readonly HashMap<int, V> M = new(3); [Config] static int C; [Xdp] static int F(XdpContext ctx) { " + body + " }").Result.Model!;
        Assert.Equal(Of("return 1;"), Of("int x = 2; return x + C;"));
    }

    private static Core.Kernel.KernelProfile Profile(string alias) => Kernels.KernelProfiles.Find(alias)!;

    private static bool UsesNetworking(IMethodSymbol conversion) =>
        conversion.ReturnType.ContainingNamespace.Name == "Net" || conversion.Parameters[0].Type.ContainingNamespace.Name == "Net";
}
