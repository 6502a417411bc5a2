using System.Reflection;
using System.Runtime.Loader;

namespace Bpf.VerifierBenchmark;

/// <summary>Where the netstandard2.0 build of the simulator is loaded, as in a compiler, beside the net10.0 build.</summary>
internal sealed class NetStandard() : AssemblyLoadContext("netstandard2.0")
{
    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "netstandard2.0", name.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
