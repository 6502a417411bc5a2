using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Bpf.Generators.Pipeline;

/// <summary>The MSBuild properties that decide how an object is compiled; <c>Bpf.Runtime.props</c> makes them visible.</summary>
/// <param name="Kernels">The value of <c>BpfKernels</c>: aliases or names of profiles, separated by semicolons.</param>
/// <param name="Verify">False where <c>BpfVerify</c> is <c>Off</c>.</param>
/// <param name="EmbedSource">True where <c>BpfEmbedSource</c> is: the object carries the text of its lines of code.</param>
/// <param name="RuntimeIdentifier">The machine the project is built for; empty for any.</param>
internal sealed record BuildOptions(string Kernels, bool Verify, bool EmbedSource, string RuntimeIdentifier)
{
    /// <summary>The kernels checked where a project names none: those that distributions support today.</summary>
    public const string DefaultKernels = "6.1;6.12;6.18";

    /// <summary>Reads the options of a project.</summary>
    public static BuildOptions Read(AnalyzerConfigOptions options)
    {
        options.TryGetValue("build_property.BpfKernelList", out string? kernels); // BpfKernels with commas, see Bpf.Runtime.targets
        options.TryGetValue("build_property.BpfVerify", out string? verify);
        options.TryGetValue("build_property.BpfEmbedSource", out string? embedSource);
        options.TryGetValue("build_property.RuntimeIdentifier", out string? runtimeIdentifier);
        return new BuildOptions(
            string.IsNullOrWhiteSpace(kernels) ? DefaultKernels : kernels!.Trim().Replace(',', ';'),
            !string.Equals(verify?.Trim(), "Off", StringComparison.OrdinalIgnoreCase),
            string.Equals(embedSource?.Trim(), "true", StringComparison.OrdinalIgnoreCase),
            runtimeIdentifier?.Trim() ?? "");
    }
}
