using System.Reflection;
using Bpf.Build;

namespace Bpf.Acceptance.Tests.Support;

/// <summary>The objects of the examples, as <c>BpfEmitObjects</c> writes them.</summary>
internal sealed class ExampleObject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bpf-objects-");

    /// <summary>Writes the object of an example.</summary>
    /// <param name="name">The class.</param>
    /// <param name="assembly">Its assembly; null where that has the class's name.</param>
    public ExampleObject(string name, string? assembly = null)
    {
        Assert.True(new EmitBpfObjects { Assembly = Assembly.Load(assembly ?? name).Location, OutputFolder = _folder.FullName }.Execute());
        File = _folder.GetFiles("*.bpf.o").Single(file => file.Name[..^".bpf.o".Length].Split('.')[^1] == name).FullName;
    }

    /// <summary>The names, one row each.</summary>
    public static TheoryData<string> Names => [nameof(OpenSnoop), nameof(XdpFirewall), nameof(KernelFunctions)];

    /// <summary>Its path.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
