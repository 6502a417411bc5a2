using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>A ring buffer of a simulated world. It has no wake-ups: those who wait look again every few milliseconds.</summary>
internal sealed class WorldRing(IMapModel model) : RingReader
{
    private const int PauseMilliseconds = 5;

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

    protected override int Show<T>(string map, RingBufferHandler<T> handler, int most) =>
        TakesAnyLength ? RecordLoop.Run(new AnyLength<Source>(new Source(model), this), this, map, handler, most) : RecordLoop.Run(new Source(model), this, map, handler, most);

    protected override void Skip()
    {
    }

    protected override void Close()
    {
    }

    /// <summary>The model gives a record away by showing it: it is copied to where it doesn't move.</summary>
    private unsafe struct Source(IMapModel model) : IRecordSource
    {
        private byte[] shown = [];

        public static int MostPadding => 0;

        public bool TryNext(out byte* record, out int length)
        {
            byte[]? oldest = model.Consume();
            length = oldest?.Length ?? 0;
            if (shown.Length < length)
                shown = GC.AllocateUninitializedArray<byte>(length, pinned: true);
            oldest?.CopyTo(shown, 0);
            record = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(shown));
            return oldest != null;
        }

        public readonly void Release()
        {
        }
    }
}
