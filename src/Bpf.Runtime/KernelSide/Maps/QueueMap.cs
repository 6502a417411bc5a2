using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A queue of values, first in, first out: <c>BPF_MAP_TYPE_QUEUE</c>.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="maxEntries">Most entries, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class QueueMap<T>(int maxEntries, [CallerMemberName] string name = "")
    : SequenceMap<T>(MapType.Queue, maxEntries, name) where T : unmanaged;
