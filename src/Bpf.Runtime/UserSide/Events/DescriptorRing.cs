using System.Threading;
using System.Threading.Tasks;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>A reader that waits by a descriptor.</summary>
/// <param name="readable">Readable where there are records.</param>
internal abstract class DescriptorRing(FileDescriptor readable) : RingReader
{
    private readonly Lock waiting = new();
    private Readiness? readiness;

    // Not poll(2): disposal by another thread has to end the wait.
    public override void Wait(int milliseconds) => WaitAsync(CancellationToken.None).Wait(milliseconds);

    public override Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (waiting)
        {
            if (IsClosed)
                return Task.CompletedTask;
            readiness ??= Poller.Shared.Register(readable);
            return readiness.WaitAsync(cancellationToken);
        }
    }

    protected override void Close()
    {
        lock (waiting)
        {
            readiness?.Dispose();
        }
    }
}
