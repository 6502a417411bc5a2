using System.Collections.Immutable;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>When a program is loaded: what its <see cref="RequiresAttribute"/> and <see cref="InsteadOfAttribute"/> say.</summary>
/// <param name="Program">The program's name.</param>
/// <param name="Requires">The features it needs; where one is missing it is left out.</param>
/// <param name="InsteadOf">The program that it replaces where that one is left out for a missing feature; null for none.</param>
public sealed record ProgramCondition(string Program, ImmutableArray<Feature> Requires, string? InsteadOf = null);
