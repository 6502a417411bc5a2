using System;

namespace Bpf;

/// <summary>
/// A static field that stands in the <see cref="Arena"/> of its class, at the beginning, instead of in a map of globals: pointers in the arena may point to it
/// (<see cref="Arena.PointerTo{T}(ref T)"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class InArenaAttribute : Attribute;
