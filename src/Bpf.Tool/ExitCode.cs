namespace Bpf.Tool;

/// <summary>What a command ends with, for scripts.</summary>
internal static class ExitCode
{
    /// <summary>Every program is accepted by every kernel; nothing got worse.</summary>
    public const int Good = 0;

    /// <summary>A program is refused; something got worse.</summary>
    public const int Refused = 1;

    /// <summary>The command could not be carried out.</summary>
    public const int Failed = 2;

    /// <summary>Nothing is refused, but of a program it is not known.</summary>
    public const int Unknown = 3;
}
