using Bpf.Core.Btf;

namespace Bpf.Core.Link;

/// <summary>A module that a kernel has loaded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Types">Its types, which continue the kernel's (<see cref="BtfTypes.ReadSplit"/>).</param>
public sealed record KernelModule(string Name, BtfTypes Types);
