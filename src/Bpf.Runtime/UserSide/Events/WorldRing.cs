using System;
using System.Threading;
using System.Threading.Tasks;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>A ring buffer of a simulated world. It has no wake-ups: those who wait look again every few milliseconds.</summary>
internal sealed class WorldRing(IMapModel model) : RingReader
{
    private const int PauseMilliseconds = 5;
    private byte[]? oldest;

    public override void Wait(int milliseconds) =>
        Thread.Sleep(milliseconds < 0 ? PauseMilliseconds : int.Min(milliseconds, PauseMilliseconds));

    public override async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (!IsClosed)
            await Task.Delay(PauseMilliseconds, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryEnter() => true;

    protected override void Exit()
    {
    }

    protected override bool TryPeek(out ReadOnlySpan<byte> record)
    {
        oldest ??= model.Consume();
        record = oldest;
        return oldest != null;
    }

    protected override void Advance() => oldest = null;

    protected override void Close()
    {
    }
}
