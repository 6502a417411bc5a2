using System;

namespace Bpf;

/// <summary>Operations of maps that the simulated world has no model of.</summary>
internal static class KernelOnly
{
    public static NotSupportedException Operation(MapDeclaration map) =>
        new($"Maps of type {map.Type} work in a kernel only: map '{map.Name}' has no model in a simulated world.");
}
