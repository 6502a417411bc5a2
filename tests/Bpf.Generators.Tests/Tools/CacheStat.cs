// Hits and misses of the page cache.
using System.Threading;
using Bpf;

[BpfObject(License = "GPL")]
public static partial class CacheStat
{
    static ulong Total, Misses, BuffersDirtied;
    static long Dirtied;

    [Fentry("folio_mark_accessed")] static int OnAccessed() { Interlocked.Increment(ref Total); return 0; }
    [Fentry("filemap_add_folio")] static int OnAdded() { Interlocked.Increment(ref Misses); return 0; }
    [Kprobe("mark_buffer_dirty")] static int OnDirty() { Interlocked.Increment(ref BuffersDirtied); Interlocked.Decrement(ref Dirtied); return 0; }
    [Kprobe("filemap_dirty_folio")] static int OnPage(in PtRegs ctx) { _ = Interlocked.Add(ref Dirtied, -1); return 0; }
}
