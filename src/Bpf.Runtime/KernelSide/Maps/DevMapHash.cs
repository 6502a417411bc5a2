using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Interfaces by key, that XDP sends packets out of: <c>BPF_MAP_TYPE_DEVMAP_HASH</c> (Linux 5.4).</summary>
/// <param name="maxEntries">Most entries, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class DevMapHash(int maxEntries, [CallerMemberName] string name = "") : RedirectMap(MapType.DevmapHash, maxEntries, name);
