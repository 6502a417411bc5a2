namespace Bpf.Generators.Pipeline;

/// <summary>A part of a struct: the fields of a tracepoint's record.</summary>
/// <param name="FileName">The generated file's name.</param>
/// <param name="Text">Its text.</param>
internal sealed record TracepointContextSource(string FileName, string Text);
