using System;

namespace Bpf.Core.Kernel;

/// <summary>The machines that .NET runs on, by the architecture of a runtime identifier (<c>linux-s390x</c>).</summary>
public static class Machines
{
    private static readonly string[] BigEndian = ["s390x", "ppc64"];

    /// <summary>True where code and data of a machine are big-endian, for which no object is made.</summary>
    /// <param name="runtimeIdentifier">What MSBuild calls <c>RuntimeIdentifier</c>; empty for the machine that builds.</param>
    public static bool IsBigEndian(string runtimeIdentifier) =>
        Array.IndexOf(BigEndian, runtimeIdentifier.Substring(runtimeIdentifier.LastIndexOf('-') + 1)) >= 0;
}
