using System;

namespace Bpf.Frontend.Layout;

/// <summary>A type has no layout. Never leaves the front end: whoever knows the place makes a diagnostic of it.</summary>
internal sealed class LayoutException : Exception
{
    public LayoutException(LayoutProblem problem)
        : base(problem.Type.Shown() + ": " + problem.Kind) => Problem = problem;

    /// <summary>What is wrong.</summary>
    public LayoutProblem Problem { get; }
}
