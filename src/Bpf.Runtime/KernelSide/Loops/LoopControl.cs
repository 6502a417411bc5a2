namespace Bpf;

/// <summary>What a loop does after a round.</summary>
public enum LoopControl
{
    /// <summary>Goes on.</summary>
    Continue,

    /// <summary>Ends.</summary>
    Break,
}
