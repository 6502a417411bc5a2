using System;

namespace Bpf;

/// <summary>
/// Where C# would throw (division by zero, an index out of range, a null <see cref="Ref{T}"/>), the program exits with this value
/// instead of being refused. On the CLR the exception is thrown: a test that meets one fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnFaultAttribute : Attribute
{
    /// <summary>Exits with a number.</summary>
    /// <param name="result">The program's return value.</param>
    public OnFaultAttribute(int result) => Result = result;

    /// <summary>Exits with an XDP action.</summary>
    /// <param name="action">The program's return value.</param>
    public OnFaultAttribute(XdpAction action) => Result = (int)action;

    /// <summary>The program's return value on a fault.</summary>
    public int Result { get; }
}
