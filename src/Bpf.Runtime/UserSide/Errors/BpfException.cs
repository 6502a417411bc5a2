using System;

namespace Bpf;

/// <summary>The kernel refused something, or something in an object or a map is not what it should be.</summary>
public class BpfException : Exception
{
    /// <summary>Describes a refusal that isn't the kernel's.</summary>
    /// <param name="message">What was tried, why it failed, and what to do about it.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public BpfException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }

    /// <summary>Describes a system call that failed.</summary>
    /// <param name="attempt">What was tried.</param>
    /// <param name="errno">The kernel's error number, positive.</param>
    /// <param name="hint">What to do about it; empty where nothing is known.</param>
    public BpfException(string attempt, int errno, string hint = "")
        : base($"{attempt} failed ({Syscalls.Errno.Describe(errno)}).{(hint.Length == 0 ? "" : " ")}{hint}")
    {
        Errno = errno;
        Hint = hint;
    }

    private protected BpfException(int errno, string message) : base(message) => Errno = errno;

    /// <summary>The kernel's error number (errno(3)); 0 where no system call failed.</summary>
    public int Errno { get; }

    /// <summary>What to do about it; empty where nothing is known.</summary>
    public string Hint { get; } = "";
}
