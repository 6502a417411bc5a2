using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>CPUs that XDP hands packets over to: <c>BPF_MAP_TYPE_CPUMAP</c>.</summary>
/// <param name="maxEntries">The number of elements, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class CpuMap(int maxEntries, [CallerMemberName] string name = "") : RedirectMap(MapType.Cpumap, maxEntries, name);
