namespace Bpf;

/// <summary>How an argument of a system call is compared, as a number of 64 bits without a sign.</summary>
public enum SeccompComparison
{
    /// <summary>It is the value.</summary>
    Equal,

    /// <summary>It is another.</summary>
    NotEqual,

    /// <summary>It is less.</summary>
    Less,

    /// <summary>It is less or the value.</summary>
    LessOrEqual,

    /// <summary>It is more.</summary>
    Greater,

    /// <summary>It is more or the value.</summary>
    GreaterOrEqual,
}
