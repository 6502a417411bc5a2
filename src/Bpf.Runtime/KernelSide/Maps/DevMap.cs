using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>Interfaces by index, that XDP sends packets out of: <c>BPF_MAP_TYPE_DEVMAP</c>.</summary>
/// <param name="maxEntries">The number of elements, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class DevMap(int maxEntries, [CallerMemberName] string name = "") : RedirectMap(MapType.Devmap, maxEntries, name);
