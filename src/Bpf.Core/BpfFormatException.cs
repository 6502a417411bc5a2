using System;

namespace Bpf.Core;

/// <summary>
/// Input is not what its format says: a truncated or damaged object, BTF, source map or instruction stream.
/// The only exception that reading untrusted bytes with this library throws.
/// </summary>
public sealed class BpfFormatException : FormatException
{
    /// <summary>Says what is wrong with the input.</summary>
    /// <param name="message">What was expected and what was found.</param>
    public BpfFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong with the input, and what noticed it.</summary>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="innerException">What noticed it.</param>
    public BpfFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
