using System;
using Bpf.Core.Explain;

namespace Bpf.Compiler.Backend;

/// <summary>Code that the target cannot express; the driver makes a diagnostic of it.</summary>
/// <param name="id">The diagnostic's id.</param>
/// <param name="location">Where in the source.</param>
/// <param name="message">What is missing and where it would be.</param>
public sealed class CodegenException(string id, SourceLocation? location, string message) : Exception(message)
{
    /// <summary>The diagnostic's id.</summary>
    public string Id { get; } = id;

    /// <summary>Where in the source.</summary>
    public SourceLocation? Location { get; } = location;
}
