using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>AF_XDP sockets by index, that XDP hands packets over to: <c>BPF_MAP_TYPE_XSKMAP</c>.</summary>
/// <param name="maxEntries">The number of elements, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class XskMap(int maxEntries, [CallerMemberName] string name = "") : RedirectMap(MapType.Xskmap, maxEntries, name);
