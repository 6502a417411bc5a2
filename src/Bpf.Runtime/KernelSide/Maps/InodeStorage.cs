using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A value for each file (inode), for <see cref="LsmAttribute"/> programs (Linux 5.10): <c>BPF_MAP_TYPE_INODE_STORAGE</c>.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class InodeStorage<TValue>([CallerMemberName] string name = "") : LocalStorage<TValue>(MapType.InodeStorage, name) where TValue : unmanaged;
