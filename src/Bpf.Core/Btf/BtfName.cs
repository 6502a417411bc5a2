namespace Bpf.Core.Btf;

/// <summary>A name to look for: functions and everything else are found apart, because looking at functions takes as long as at all else.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsFunction">True for <see cref="BtfKind.Func"/>.</param>
internal readonly record struct BtfName(string Name, bool IsFunction);
