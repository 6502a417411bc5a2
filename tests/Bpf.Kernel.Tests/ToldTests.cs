using System.Net;
using System.Net.Sockets;
using Bpf.Core.Kernel;
using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Numbers that programs are told on attaching, and programs of many functions.</summary>
public sealed class ToldTests
{
    private static Told.Loaded Load(params ReadOnlySpan<Feature> features)
    {
        Needs.Features(features);
        return Told.Load(new() { Process = (uint)Environment.ProcessId });
    }

    [Fact]
    public void A_uprobe_is_told_its_cookie()
    {
        using Told.Loaded told = Load(Feature.Uprobes, Feature.PerfLink);
        using (told.OnFunction.Attach(ProcessGroup.Library, "getpgid", cookie: 41))
            ProcessGroup.Of(0);
        Assert.Equal((1ul, 41ul), (told.Calls, told.Cookie));
    }

    [Fact]
    public void A_uprobe_is_attached_by_the_name_of_a_library()
    {
        using Told.Loaded told = Load(Feature.Uprobes, Feature.PerfLink);
        using (told.OnFunction.Attach("libc.so.6", "getpgid"))
            ProcessGroup.Of(0);
        Assert.Equal(1ul, told.Calls);
        Assert.Contains("'libnothing.so'", Assert.Throws<BpfException>(() => told.OnFunction.Attach("libnothing.so", "getpgid")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_functions_are_watched_that_the_attribute_names()
    {
        using Told.Loaded told = Load(Feature.UprobeMulti);
        using (told.OnLibrary.Attach())
            ProcessGroup.Of(0);
        Assert.Equal(1ul, told.Calls);
    }

    [Fact]
    public void A_kprobe_is_told_its_cookie()
    {
        using Told.Loaded told = Load(Feature.Kprobes, Feature.PerfLink);
        using (told.OnProbe.Attach(ProcessGroup.KernelFunction, cookie: 42))
            ProcessGroup.Of(0);
        Assert.Equal((1ul, 42ul), (told.Calls, told.Cookie));
    }

    [Fact]
    public void A_tracepoint_is_told_its_cookie()
    {
        using Told.Loaded told = Load(Feature.PerfLink);
        using (told.OnCall.Attach("syscalls", "sys_enter_getpgid", cookie: ulong.MaxValue))
            ProcessGroup.Of(0);
        Assert.Equal((1ul, ulong.MaxValue), (told.Calls, told.Cookie));
    }

    [Fact]
    public void A_tracepoint_found_by_type_is_told_its_cookie()
    {
        using Told.Loaded told = Load(Feature.BtfTracepoints, Feature.KprobeSession);
        using (told.OnFork.Attach(cookie: 43))
        {
            Thread thread = new(static () => { });
            thread.Start();
            thread.Join();
        }

        Assert.Equal(43ul, told.Cookie);
    }

    [Fact]
    public void Fentry_is_told_its_cookie()
    {
        using Told.Loaded told = Load(Feature.Fentry, Feature.Dynptrs);
        using (told.OnRead.Attach(cookie: 44))
            File.ReadAllText("/proc/self/status");
        Assert.Equal(44ul, told.Cookie);
    }

    [Fact]
    public void Many_functions_of_a_library_are_watched_by_one_link()
    {
        using Told.Loaded told = Load(Feature.UprobeMulti);
        using (BpfLink link = told.OnFunctions.Attach(ProcessGroup.Library, ["getsid", "getpgid"], cookies: [7, 8]))
        {
            Assert.True(link.IsKernelLink);
            ProcessGroup.Of(0);
        }

        Assert.Equal((1ul, 8ul), (told.Calls, told.Cookie));
        ProcessGroup.Of(0);
        Assert.Equal(1ul, told.Calls);
        using (told.OnFunctions.Attach(ProcessGroup.Library, "getpgi?", Environment.ProcessId))
            ProcessGroup.Of(0);
        Assert.Equal(2ul, told.Calls);
        Assert.Contains("no function", Assert.Throws<BpfException>(() => told.OnFunctions.Attach(ProcessGroup.Library, "no_such_*")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => told.OnFunctions.Attach(ProcessGroup.Library, ["getpgid"], cookies: [1, 2]));
    }

    [Fact]
    public void Results_of_many_functions_of_a_library_are_seen()
    {
        using Told.Loaded told = Load(Feature.UprobeMulti);
        int group;
        using (told.OnReturns.Attach(ProcessGroup.Library, ["getpgid"]))
            group = ProcessGroup.Of(0);
        Assert.Equal((1ul, (ulong)group), (told.Calls, told.Returns));
    }

    [Fact]
    public void Each_of_many_kernel_functions_has_its_cookie()
    {
        using Told.Loaded told = Load(Feature.KprobeMulti);
        using (told.OnMany.Attach([KernelSymbols.OfSystemCall("getsid"), KernelSymbols.OfSystemCall("getpgid")], cookies: [7, 8]))
            ProcessGroup.Of(0);
        Assert.Equal((1ul, 8ul), (told.Calls, told.Cookie));
    }

    [Fact]
    public void A_session_sees_entry_and_return()
    {
        using Told.Loaded told = Load(Feature.KprobeMulti, Feature.KprobeSession);
        using (told.OnSession.Attach([KernelSymbols.OfSystemCall("getpgid")]))
        {
            ProcessGroup.Of(0);
            ProcessGroup.Of(0);
        }

        Assert.Equal(4ul, told.Calls);
        ProcessGroup.Of(0);
        Assert.Equal(4ul, told.Calls);
    }

    [Fact]
    public void A_session_tells_entry_and_return_apart_and_keeps_a_number_between_them()
    {
        using Told.Loaded told = Load(Feature.KprobeMulti, Feature.KprobeSession);
        int group;
        using (told.OnBothEnds.Attach([KernelSymbols.OfSystemCall("getpgid")]))
        {
            ProcessGroup.Of(0);
            group = ProcessGroup.Of(0);
        }

        Assert.Equal((2ul, 42ul, (ulong)group), (told.Calls, told.Cookie, told.Returns));
    }

    [Fact]
    public void A_session_sees_both_ends_of_a_function_of_a_library()
    {
        using Told.Loaded told = Load(Feature.UprobeMulti, Feature.UprobeSession);
        int group;
        using (told.OnBothEndsOfLibrary.Attach(ProcessGroup.Library, ["getpgid"]))
            group = ProcessGroup.Of(0);
        Assert.Equal((1ul, 41ul, (ulong)group), (told.Calls, told.Cookie, told.Returns));
        ProcessGroup.Of(0);
        Assert.Equal(1ul, told.Calls);
    }

    [Fact]
    public void A_security_hook_refuses_the_processes_of_a_control_group()
    {
        using Told.Loaded told = Load(Feature.LsmCgroup);
        TraceTests.SkipWithoutActiveLsm();
        using ControlGroup group = new();
        Bind();
        using (told.OnBind.Attach(group.Path))
        {
            Bind();
            Assert.Equal(0ul, told.Calls);
            group.Run(() => Assert.Throws<SocketException>(Bind));
            Assert.Equal(1ul, told.Calls);
        }

        group.Run(Bind);
    }

    [Fact]
    public void A_tracepoint_hands_out_a_buffer_to_be_changed()
    {
        using Told.Loaded told = Load();
        using (told.OnTestRun.Attach())
            Assert.Equal(33, Assert.Throws<BpfException>(() => told.Run.Run(new byte[64])).Errno);
        Assert.Equal(1ul, told.Calls);
        Assert.Equal(XdpAction.Pass, told.Run.Run(new byte[64]).Action);
        Assert.Contains("EINVAL", Assert.Throws<BpfException>(() => told.OnTooMuch.Attach()).Message, StringComparison.Ordinal);
    }

    private static void Bind()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }
}
