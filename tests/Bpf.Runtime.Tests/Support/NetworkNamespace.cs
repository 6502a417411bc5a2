using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bpf.Runtime.Tests.Support;

/// <summary>A network of its own for one test: a thread that is in a new namespace, with a pair of connected interfaces.</summary>
internal static partial class NetworkNamespace
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>Runs a test in a new namespace with interfaces <c>left</c> and <c>right</c>, both up.</summary>
    public static void Run(Action test)
    {
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Assert.SkipUnless(Unshare(CloneNewNet) == 0, "network namespaces are not available");
                Ip("link add left type veth peer name right");
                Ip("link set left up");
                Ip("link set right up");
                test();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (failure != null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Runs <c>ip</c> in this thread's namespace.</summary>
    public static string Ip(string arguments)
    {
        ProcessStartInfo start = new("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"ip {arguments}: {output}");
        return output;
    }

    [LibraryImport("libc", EntryPoint = "unshare")]
    private static partial int Unshare(int flags);
}
