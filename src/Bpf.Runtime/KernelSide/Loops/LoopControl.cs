namespace Bpf;

/// <summary>What a loop does after a round.</summary>
public enum LoopControl
{
    /// <summary>Goes on with the next round; the callback returns 0.</summary>
    Continue,

    /// <summary>Ends the loop after this round; the callback returns 1.</summary>
    Break,
}
