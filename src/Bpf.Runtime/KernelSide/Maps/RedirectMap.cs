using System;
using System.Buffers.Binary;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>The kernel-side operation of maps that XDP redirects to.</summary>
public abstract class RedirectMap : MapDeclaration
{
    private protected RedirectMap(MapType type, int maxEntries, string name) : base(type, maxEntries, name)
    {
    }

    /// <summary>Sends the packet there, once the program returns what this returns: <c>bpf_redirect_map</c>.</summary>
    /// <param name="key">The element.</param>
    /// <param name="otherwise">What to return where there is no such element.</param>
    /// <returns><see cref="XdpAction.Redirect"/>, or <paramref name="otherwise"/>.</returns>
    public XdpAction Redirect(uint key, XdpAction otherwise = XdpAction.Aborted)
    {
        if (otherwise > XdpAction.Tx)
            return XdpAction.Aborted;
        ReadOnlySpan<byte> element = Model.Lookup(Raw.Bytes(in key), 0);
        if (element.IsEmpty)
            return otherwise;
        BpfWorld.Current.Redirect(BinaryPrimitives.ReadUInt32LittleEndian(element));
        return XdpAction.Redirect;
    }
}
