using System;

namespace Bpf.Core.Kernel;

/// <summary>What a number given to a helper must lie in.</summary>
/// <param name="Helper">The helper.</param>
/// <param name="Argument">The argument's index, from 0.</param>
/// <param name="Since">The first kernel of the tables that looks at it.</param>
/// <param name="Least">The least number.</param>
/// <param name="Most">The greatest.</param>
public sealed record HelperRange(HelperId Helper, int Argument, Version Since, long Least, long Most);
