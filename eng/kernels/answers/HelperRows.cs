using Bpf.Core.Kernel;
using Bpf.KernelAsking;

namespace Bpf.KernelAnswers;

/// <summary>What helpers ask of their arguments: each is loaded with a right and with wrong values.</summary>
internal static class HelperRows
{
    public static void Compare(Comparison comparison, Version version)
    {
        foreach (HelperPrototype row in Core.Kernel.Helpers.All.Where(row => row.Since <= version))
        {
            IReadOnlyList<string>? failures = row.Proven ? HelperProof.Of(row) : null;
            if (failures is null)
                comparison.Unasked();
            else
                comparison.Row($"arguments of {row.Name}", "", string.Join("; ", failures));
        }
    }
}
