using System.Reflection;
using Book.Chapter2;
using Bpf.Build;
using Bpf.Kernel.Tests.Probes;

namespace Bpf.Kernel.Tests.Support;

/// <summary>The objects of the examples and of these tests, as <c>BpfEmitObjects</c> writes them.</summary>
internal static class EmbeddedObjects
{
    private static readonly Lazy<Dictionary<string, byte[]>> s_objects = new(ReadAll);

    /// <summary>The names of their classes, one row each.</summary>
    public static TheoryData<string> Names => [.. s_objects.Value.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The object of a class.</summary>
    public static byte[] Read(string name) => s_objects.Value[name];

    private static Dictionary<string, byte[]> ReadAll()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bpf-objects-");
        Assembly[] assemblies =
            [typeof(OpenSnoop).Assembly, typeof(XdpFirewall).Assembly, typeof(KernelFunctions).Assembly, typeof(HelloWorld).Assembly, typeof(Hooks).Assembly];
        foreach (Assembly assembly in assemblies)
            Assert.True(new EmitBpfObjects { Assembly = assembly.Location, OutputFolder = folder.FullName }.Execute());
        Dictionary<string, byte[]> objects = folder.GetFiles("*.bpf.o")
            .ToDictionary(static file => file.Name[..^".bpf.o".Length].Split('.')[^1], static file => File.ReadAllBytes(file.FullName));
        folder.Delete(recursive: true);
        return objects;
    }
}
