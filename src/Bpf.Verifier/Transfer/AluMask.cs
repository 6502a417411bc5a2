using System;

namespace Bpf.Verifier.Transfer;

/// <summary>How an addition is made harmless for processors that run ahead: the kernel compiles it in one way only, so all paths must agree.</summary>
/// <param name="Kind">What is masked.</param>
/// <param name="Limit">The greatest offset that stays inside, in bytes.</param>
internal readonly record struct AluMask(AluMaskKind Kind, uint Limit);

/// <summary>What is masked in an addition.</summary>
[Flags]
internal enum AluMaskKind : byte
{
    None = 0,

    /// <summary>The offset is in the source register.</summary>
    Source = 1,

    /// <summary>The offset is in the destination register.</summary>
    Destination = 2,

    /// <summary>The offset is negative.</summary>
    Negative = 4,

    /// <summary>Nothing: two numbers.</summary>
    Numbers = 8,

    /// <summary>The offset is known.</summary>
    Constant = 16,
}
