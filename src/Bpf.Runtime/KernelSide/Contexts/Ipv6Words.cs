using System.Runtime.CompilerServices;

namespace Bpf;

/// <summary>An IPv6 address of a context: hooks give it as four words. 16 bytes.</summary>
[InlineArray(4)]
public struct Ipv6Words
{
    private UInt32BE element;
}
