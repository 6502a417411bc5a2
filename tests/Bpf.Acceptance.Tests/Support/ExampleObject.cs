using System.Reflection;
using Bpf.Build;

namespace Bpf.Acceptance.Tests.Support;

/// <summary>The objects of the examples, as <c>BpfEmitObjects</c> writes them.</summary>
internal sealed class ExampleObject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bpf-objects-");

    /// <summary>Writes the object of an example.</summary>
    public ExampleObject(string name)
    {
        File = Path.Combine(_folder.FullName, name + ".bpf.o");
        Assert.True(new EmitBpfObjects { Assembly = Assembly.Load(name).Location, OutputFolder = _folder.FullName }.Execute());
    }

    /// <summary>The names, one row each.</summary>
    public static TheoryData<string> Names => [nameof(OpenSnoop), nameof(XdpFirewall), nameof(KernelFunctions)];

    /// <summary>Its path.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
