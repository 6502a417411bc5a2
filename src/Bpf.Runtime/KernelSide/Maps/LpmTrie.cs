using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>
/// A longest-prefix-match trie: <c>BPF_MAP_TYPE_LPM_TRIE</c>. <see cref="KeyedMap{TKey, TValue}.TryFind"/> finds the longest stored prefix of
/// the key. Created with <c>BPF_F_NO_PREALLOC</c>, as the kernel demands.
/// </summary>
/// <remarks>
/// A value starts right behind its key's data. Behind the four bytes of an IPv4 address it is at no multiple of eight, where arm64 has no atomic
/// operations of eight bytes, and the kernel panics there: building refuses <c>Interlocked</c> on 64 bits in such values (BPF0408). Use
/// <see cref="AlignedIpv4Prefix"/> as the key, or count in 32 bits.
/// </remarks>
/// <typeparam name="TKey">A structure whose first field is <c>uint PrefixLength</c> in bits, then the data, most significant byte
/// first: <see cref="Ipv4Prefix"/>, <see cref="AlignedIpv4Prefix"/>, <see cref="Ipv6Prefix"/> (<c>struct bpf_lpm_trie_key</c>).</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="maxEntries">Most prefixes, from 1. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class LpmTrie<TKey, TValue>(int maxEntries, [CallerMemberName] string name = "")
    : KeyedMap<TKey, TValue>(MapType.LpmTrie, maxEntries, name) where TKey : unmanaged where TValue : unmanaged;
