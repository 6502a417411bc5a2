using Bpf.Core.Kernel;
using Bpf.KernelAsking;

namespace Bpf.Tests.Kernel;

/// <summary>The rows of <see cref="Helpers"/> that say they are proven, each against the running kernel.</summary>
public class HelperProofTests
{
    public static TheoryData<string> Proven => [.. Helpers.All.Where(row => row.Proven).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Proven))]
    public void The_kernel_takes_and_refuses_what_the_row_says(string name)
    {
        Assert.SkipWhen(RawBpf.Missing is not null, RawBpf.Missing ?? "");
        HelperPrototype row = Helpers.Find(name)!;
        if (Environment.OSVersion.Version < row.Since)
            Assert.Skip($"the running kernel is older than {row.Since}");
        IReadOnlyList<string>? failures = HelperProof.Of(row);
        Assert.True(failures is not null, "no program can call it");
        Assert.Empty(failures);
    }

    [Fact]
    public void Most_helpers_are_proven_and_so_are_those_that_the_compiler_emits()
    {
        Assert.True(Helpers.All.Count(row => row.Proven) >= 150);
        Assert.All(
            [
                HelperId.MapLookupElem, HelperId.MapUpdateElem, HelperId.MapDeleteElem, HelperId.RingbufOutput, HelperId.RingbufReserve,
                HelperId.RingbufSubmit, HelperId.RingbufDiscard, HelperId.RingbufQuery, HelperId.KtimeGetNs, HelperId.KtimeGetBootNs,
                HelperId.GetCurrentPidTgid, HelperId.GetCurrentUidGid, HelperId.GetCurrentComm, HelperId.GetCurrentTask,
                HelperId.GetSmpProcessorId, HelperId.GetPrandomU32, HelperId.ProbeRead, HelperId.ProbeReadStr, HelperId.ProbeReadUser,
                HelperId.ProbeReadKernel, HelperId.ProbeReadUserStr, HelperId.ProbeReadKernelStr, HelperId.TracePrintk, HelperId.TraceVprintk,
                HelperId.PerfEventOutput, HelperId.XdpAdjustHead, HelperId.XdpAdjustTail, HelperId.Redirect, HelperId.RedirectMap,
                HelperId.CsumDiff, HelperId.Loop, HelperId.SpinLock, HelperId.SpinUnlock, HelperId.GetStackid, HelperId.TailCall,
                HelperId.SkbLoadBytes,
            ],
            id => Assert.True(Helpers.Find(id)!.Proven, $"{id}"));
    }

    [Fact]
    public void Each_helper_takes_the_map_types_that_say_so_and_no_other()
    {
        Assert.SkipWhen(RawBpf.Missing is not null, RawBpf.Missing ?? "");
        Version running = Environment.OSVersion.Version;
        MapTypeInfo[] maps = [.. MapTypes.All.Where(map => map.Proven && map.Since <= running)];
        Assert.Empty(
            from helper in Helpers.All
            where helper.Proven && helper.Since <= running && helper.Arguments.Any(argument => argument.Base == ArgumentType.ConstMapPtr)
            from map in maps
            where HelperProof.Takes(helper, map) != (map.Allows(helper.Id) && !WantsSocket(helper.Id, map.Type))
            select $"{helper.Name} on {map.Name}");
    }

    // Maps of sockets take these too, but with a socket as the value and a reference to give back, which the calls here lack.
    private static bool WantsSocket(HelperId helper, MapType map) =>
        map is MapType.Sockmap or MapType.Sockhash && helper is (HelperId.MapLookupElem or HelperId.MapUpdateElem);
}
