using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A value for each socket (Linux 5.2): <c>BPF_MAP_TYPE_SK_STORAGE</c>.</summary>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class SocketStorage<TValue>([CallerMemberName] string name = "") : LocalStorage<TValue>(MapType.SkStorage, name) where TValue : unmanaged;
