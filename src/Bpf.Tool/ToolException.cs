namespace Bpf.Tool;

/// <summary>The command cannot be carried out as it was given.</summary>
/// <param name="message">What is wrong, for whoever typed it.</param>
internal sealed class ToolException(string message) : Exception(message);
