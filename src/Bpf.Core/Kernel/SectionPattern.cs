using System;

namespace Bpf.Core.Kernel;

/// <summary>An ELF section name, or a family of them, and the program type it stands for.</summary>
/// <param name="Name">The name, without a target.</param>
/// <param name="ProgramType">The program type.</param>
/// <param name="AttachType">The expected attach type; 0 where the program type has none.</param>
/// <param name="Traits">What else the name says.</param>
public sealed record SectionPattern(string Name, ProgramType ProgramType, AttachType AttachType, SectionTraits Traits)
{
    /// <summary>True where all of the traits are set.</summary>
    /// <param name="traits">The traits asked for.</param>
    public bool Has(SectionTraits traits) => (Traits & traits) == traits;

    /// <summary>True where the section name is this one, or this one with a target.</summary>
    /// <param name="section">An ELF section name.</param>
    public bool Matches(string section) =>
        section.StartsWith(Name, StringComparison.Ordinal)
        && (section.Length == Name.Length || (section[Name.Length] == '/' && Has(SectionTraits.Target)));

    /// <summary>The target that a matching section name carries.</summary>
    /// <param name="section">An ELF section name that <see cref="Matches"/>.</param>
    /// <returns>What follows the slash; empty where nothing does.</returns>
    public string TargetOf(string section) => section.Length > Name.Length ? section.Substring(Name.Length + 1) : "";
}
