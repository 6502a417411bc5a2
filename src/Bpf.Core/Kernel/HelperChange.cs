using System;

namespace Bpf.Core.Kernel;

/// <summary>What kernels before a change asked of a helper's argument.</summary>
/// <param name="Helper">The helper.</param>
/// <param name="Argument">The argument's index, from 0.</param>
/// <param name="Since">The first kernel of the tables with the change, which distributions may have earlier or later.</param>
/// <param name="Before">What was asked before.</param>
public sealed record HelperChange(HelperId Helper, int Argument, Version Since, ArgumentType Before);
