using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Bpf.Core.Link;
using Bpf.Kernels;

namespace Bpf.VerifierBenchmark;

/// <summary>One build of the simulator, called by name: another build's types have the same names, and are others.</summary>
internal sealed class Simulator
{
    private readonly Assembly _core;
    private readonly MethodInfo _verify;
    private readonly object _profile;

    /// <param name="context">Where the build is loaded.</param>
    /// <param name="kernel">The alias of the kernel to be.</param>
    public Simulator(AssemblyLoadContext context, string kernel)
    {
        Assembly Load(Type sample) => context.LoadFromAssemblyName(sample.Assembly.GetName());
        _core = Load(typeof(LoadRequest));
        _verify = Load(typeof(Bpf.Verifier.Verifier)).GetType(typeof(Bpf.Verifier.Verifier).FullName!)!.GetMethod(nameof(Bpf.Verifier.Verifier.Verify))!;
        _profile = Load(typeof(KernelProfiles)).GetType(typeof(KernelProfiles).FullName!)!
            .GetMethod(nameof(KernelProfiles.Find))!.Invoke(null, [kernel])!;
    }

    /// <summary>A request in this build's types.</summary>
    public object Prepare(LoadRequest request) => TypeTwins.Copy(request, _core)!;

    /// <summary>Verifies a program.</summary>
    /// <param name="prepared">What <see cref="Prepare"/> made.</param>
    public Run Verify(object prepared)
    {
        object?[] arguments = [prepared, _profile, null, CancellationToken.None];
        long allocated = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        object result = _verify.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        long ticks = Stopwatch.GetTimestamp() - start;
        return new(
            Get(result, nameof(Bpf.Verifier.VerificationResult.Verdict)).ToString()!,
            (int)Get(result, nameof(Bpf.Verifier.VerificationResult.ProcessedInstructions)),
            ticks,
            GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static object Get(object result, string property) => result.GetType().GetProperty(property)!.GetValue(result)!;

    /// <summary>One verification.</summary>
    /// <param name="Verdict">The verdict's name.</param>
    /// <param name="Processed">Instructions processed.</param>
    /// <param name="Ticks">Of <see cref="Stopwatch"/>.</param>
    /// <param name="Allocated">Bytes, collected since or not.</param>
    public readonly record struct Run(string Verdict, int Processed, long Ticks, long Allocated);
}
