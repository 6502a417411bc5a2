using System;
using System.ComponentModel;

namespace Bpf;

/// <summary>The source of the <see cref="BpfLibraryAttribute"/> types of a file; the build adds it.</summary>
/// <param name="format">The version of what follows.</param>
/// <param name="path">The file's name, for diagnostics.</param>
/// <param name="text">The file without what is not carried.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BpfLibrarySourceAttribute(int format, string path, string text) : Attribute
{
    /// <summary>The version of <see cref="Text"/>'s form.</summary>
    public int Format { get; } = format;

    /// <summary>The file's name, for diagnostics.</summary>
    public string Path { get; } = path;

    /// <summary>The file without what is not carried, its lines where they were.</summary>
    public string Text { get; } = text;

    /// <summary>The symbols that <c>#if</c> knows in the file, separated by semicolons.</summary>
    public string Symbols { get; set; } = "";

    /// <summary>True where arithmetic is <c>checked</c> unless it says otherwise.</summary>
    public bool ChecksOverflow { get; set; }
}
