using System.Reflection;
using Bpf.Build;
using Bpf.Kernel.Tests.Probes;

namespace Bpf.Kernel.Tests.Support;

/// <summary>The objects of the examples and of these tests, as <c>BpfEmitObjects</c> writes them.</summary>
internal static class EmbeddedObjects
{
    private static readonly Lazy<Dictionary<string, byte[]>> s_objects = new(ReadAll);

    /// <summary>The names of their classes, one row each.</summary>
    public static TheoryData<string> Names =>
        [nameof(OpenSnoop), nameof(XdpFirewall), nameof(KernelFunctions), nameof(Hooks), nameof(Tables), nameof(Frames)];

    /// <summary>The object of a class.</summary>
    public static byte[] Read(string name) => s_objects.Value[name];

    private static Dictionary<string, byte[]> ReadAll()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bpf-objects-");
        foreach (Assembly assembly in new[] { typeof(OpenSnoop).Assembly, typeof(XdpFirewall).Assembly, typeof(KernelFunctions).Assembly, typeof(Hooks).Assembly })
            Assert.True(new EmitBpfObjects { Assembly = assembly.Location, OutputFolder = folder.FullName }.Execute());
        Dictionary<string, byte[]> objects = folder.GetFiles("*.bpf.o")
            .ToDictionary(static file => file.Name[..^".bpf.o".Length].Split('.')[^1], static file => File.ReadAllBytes(file.FullName));
        folder.Delete(recursive: true);
        return objects;
    }
}
