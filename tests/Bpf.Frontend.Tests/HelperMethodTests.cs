using Bpf.Compiler.Driver;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Kernels;
using Bpf.Tests;

namespace Bpf.Frontend.Tests;

public class HelperMethodTests
{
    [Fact]
    public void The_methods_are_those_that_the_table_gives()
    {
        foreach ((string path, string text) in HelperMethods.Files)
        {
            if (Environment.GetEnvironmentVariable("BPF_BLESS") == "1") File.WriteAllText(path, text);
            Assert.Equal(text, File.ReadAllText(path).ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public void A_helper_without_a_method_has_an_idiom_or_a_reason()
    {
        HashSet<HelperId> methods = [.. HelperSignatures.All.Select(s => s.Prototype.Id)];
        string reasons = File.ReadAllText(Path.Combine(Repository.Root, "docs", "decisions", "helpers.md"));
        Assert.Empty(Core.Kernel.Helpers.All.Where(h => !methods.Contains(h.Id) && !HelperSignatures.HasIdiom(h.Id) && !reasons.Contains($"`bpf_{h.Name}`")).Select(h => h.Name));
    }

    [Fact]
    public void Memory_context_and_sizes_are_passed_as_the_helper_wants_them()
    {
        Snippet s = Snippet.Members("""
            static readonly HashMap<uint, ulong> M = new(8);
            [Xdp] static XdpAction F(XdpContext ctx)
            {
                uint head = 7; ushort port;
                if (Helpers.XdpLoadBytes(12, out port) < 0 || Helpers.XdpAdjustHead(-14) != 0) return XdpAction.Aborted;
                Helpers.XdpStoreBytes(4, in head);
                SockTuple4 tuple = new() { SourcePort = port };
                Ref<BpfSock> sock = Helpers.SkLookupTcp(in tuple, ulong.MaxValue, 0);
                if (sock.IsNull) return (XdpAction)Helpers.RedirectMap(M, 1, 0);
                uint family = sock.Value.Family;
                Helpers.SkRelease(sock);
                return family == 2 ? XdpAction.Pass : XdpAction.Drop;
            }
            """);
        string text = s.Text();
        Assert.Contains("helper XdpLoadBytes", text);
        Assert.Contains("helper SkRelease", text);
    }

    [Fact]
    public void A_call_that_the_table_or_a_kernel_refuses_is_refused_with_a_reason()
    {
        BpfDiagnostic Error(string body, string license = "GPL")
        {
            Snippet s = Snippet.File("using Bpf; [BpfObject(License = \"" + license + "\")] static partial class P { [Xdp] static XdpAction F(XdpContext ctx) { " + body + " } }");
            return Assert.Single(BpfCompiler.Compile(s.Module, new() { Kernels = [KernelProfiles.Find("5.10")!] }).Diagnostics, d => d.IsError);
        }

        Assert.Equal("BPF0310", Error("return (XdpAction)(Helpers.XdpLoadBytes(0, out uint n) == 0 ? n : 1);").Id);
        BpfDiagnostic notOffered = Error("return (XdpAction)Helpers.SkbPullData(4);");
        Assert.Equal("BPF0311", notOffered.Id);
        Assert.Contains("SchedCls", notOffered.Message);
        Assert.Equal("BPF0312", Error("Trace.Print($\"x\"); return XdpAction.Pass;", "MIT").Id);
    }
}
