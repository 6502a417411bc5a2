using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A value for each control group (Linux 6.2): <c>BPF_MAP_TYPE_CGRP_STORAGE</c>.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class CgroupStorage<TValue>([CallerMemberName] string name = "") : LocalStorage<TValue>(MapType.CgrpStorage, name) where TValue : unmanaged;
