using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Bpf.Kernel.Tests.Support;

/// <summary>A network of its own for one test: a thread in a new namespace, with connected interfaces <c>left</c> and <c>right</c>, both up, and a loopback.</summary>
internal static partial class PrivateNetwork
{
    private const int NewNetwork = 0x40000000; // CLONE_NEWNET

    /// <summary>Runs a test in it; the network goes with the thread.</summary>
    public static void Run(Action test)
    {
        Needs.Kernel();
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Assert.Equal(0, Unshare(NewNetwork));
                Assert.Equal(0, RouteNetlink.SetUp("lo"));
                Assert.Equal(0, RouteNetlink.AddVeth("left", "right"));
                test();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    [LibraryImport("libc", EntryPoint = "unshare")]
    private static partial int Unshare(int flags);
}
