using Bpf.Kernel.Tests.Probes;
using Bpf.Kernel.Tests.Support;

namespace Bpf.Kernel.Tests;

/// <summary>Structures of the kernel's that have changed, declared once for each form.</summary>
public sealed class FlavorTests
{
    [Fact]
    public void The_form_that_the_kernel_has_is_read()
    {
        Needs.Kernel();
        using Flavors.Loaded flavors = Flavors.Load(new() { Process = (uint)Environment.ProcessId });
        flavors.Object.Global<ulong>("State").Value = ulong.MaxValue;
        flavors.Attach();
        ProcessGroup.Of(0);
        bool isBefore = Environment.OSVersion.Version < new Version(5, 14);
        Assert.Equal((isBefore ? 1u : 0, isBefore ? 0 : 1u, 0ul), (flavors.Before, flavors.Since, flavors.State));
    }
}
