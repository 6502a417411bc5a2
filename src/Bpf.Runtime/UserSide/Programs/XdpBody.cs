namespace Bpf;

/// <summary>An XDP program's C# method, for worlds that run on the CLR.</summary>
/// <param name="context">The packet.</param>
public delegate XdpAction XdpBody(XdpContext context);
