namespace Bpf;

/// <summary>A program that cuts or decides on what the sockets of a map receive: <c>static SocketVerdict F(in SkBuff ctx)</c>. ELF sections <c>sk_skb/stream_parser</c>, ...</summary>
/// <param name="hook">What it does.</param>
public sealed class SkSkbAttribute(SkSkbHook hook) : ProgramAttribute
{
    /// <summary>What it does.</summary>
    public SkSkbHook Hook { get; } = hook;
}
