using System.IO.Compression;

namespace Bpf.Package.Tests;

/// <summary>What a project outside of the repository gets from the packages.</summary>
public sealed class PackageTests(Packages packages) : IClassFixture<Packages>
{
    private const string Probe = """
        using Bpf;

        [BpfObject(License = "GPL")]
        public static partial class Counter
        {
            static readonly HashMap<uint, ulong> ByUser = new(maxEntries: 16);

            [Xdp]
            static XdpAction OnPacket(XdpContext packet)
            {
                if (ByUser.TryFind(7, out Ref<ulong> count))
                    count.Value++;
                else
                    ByUser.TryAdd(7, 1);
                return XdpAction.Drop;
            }
        }
        """;

    private const string Main = """
        using Bpf.Vm;

        using Counter.Loaded counter = Counter.Load(new SimulatedKernel());
        Console.WriteLine(counter.OnPacket.Run(new byte[64]).Action + " " + counter.OnPacket.Run(new byte[64]).Action);
        Console.WriteLine("counted " + counter.ByUser[7]);
        """;

    [Fact]
    public void A_probe_is_compiled_embedded_and_run_in_the_simulated_kernel()
    {
        string project = packages.CreateProject("Works", "<BpfEmitObjects>true</BpfEmitObjects>", ("Counter.cs", Probe), ("Main.cs", Main));

        (int code, string output) = Packages.Run(project, "run");

        Assert.True(code == 0, output);
        Assert.Contains("Drop Drop", output);
        Assert.Contains("counted 2", output);
        Assert.True(File.Exists(Path.Combine(project, "bin", "Debug", "net10.0", "Counter.bpf.o")), "no object was written");
    }

    [Fact]
    public void A_library_in_a_package_of_its_own_is_compiled_into_the_probe()
    {
        (int packed, string said) = packages.AddLibrary("Acme.Checksums", ("Checksums.cs", """
            using Bpf;

            namespace Acme;

            [BpfLibrary]
            public static class Checksums
            {
                public static uint Sum(ReadOnlySpan<byte> bytes)
                {
                    uint sum = 0;
                    foreach (byte b in bytes) sum = Last(sum * 31, b) + b;
                    return sum;
                }

                public static T Last<T>(T sum, byte next) where T : unmanaged, System.Numerics.IBinaryInteger<T> => sum ^ T.CreateTruncating(next);
            }
            """));
        Assert.True(packed == 0, said);
        string project = packages.Create("Uses", "", ["Bpf", "Bpf.Vm", "Acme.Checksums"], [("Counter.cs", """
            using Acme;
            using Bpf;

            [BpfObject(License = "GPL")]
            public static partial class Probe
            {
                static uint Sum;

                [Xdp]
                static XdpAction OnPacket(XdpContext packet)
                {
                    Span<byte> head = stackalloc byte[2];
                    head[0] = (byte)packet.Length;
                    head[1] = 5;
                    Sum = Checksums.Sum(head);
                    return XdpAction.Drop;
                }
            }
            """), ("Main.cs", """
            using Bpf.Vm;

            using Probe.Loaded probe = Probe.Load(new SimulatedKernel());
            probe.OnPacket.Run(new byte[64]);
            Console.WriteLine(probe.Sum == Acme.Checksums.Sum([64, 5]) ? "the same on the CLR" : "another");
            """)]);

        (int code, string output) = Packages.Run(project, "run");

        Assert.True(code == 0, output);
        Assert.Contains("the same on the CLR", output);
    }

    [Fact]
    public void What_a_kernel_refuses_is_an_error_of_the_build_for_each_kernel_named()
    {
        string mistake = Probe.Replace("if (ByUser.TryFind(7, out Ref<ulong> count))\n", "ByUser.TryFind(7, out Ref<ulong> count);\n", StringComparison.Ordinal)
            .Replace("        else\n            ByUser.TryAdd(7, 1);\n", "", StringComparison.Ordinal);
        string project = packages.CreateProject("Refused", "<BpfKernels>6.1;6.12</BpfKernels>", ("Counter.cs", mistake), ("Main.cs", Main));

        (int code, string output) = Packages.Run(project, "build");

        Assert.NotEqual(0, code);
        Assert.Contains("error BPF0501: ", output);
        Assert.Contains("'6.1, 6.12' says", output);
    }

    [Theory]
    [InlineData("Bpf.0.1.0.nupkg", "analyzers/dotnet/cs/", "CodeFixes Compiler Core Frontend Generators Kernels Verifier Vm")]
    [InlineData("Bpf.0.1.0.nupkg", "lib/net10.0/", "Runtime")]
    [InlineData("Bpf.0.1.0.nupkg", "tasks/netstandard2.0/", "Build")]
    [InlineData("Bpf.Core.0.1.0.nupkg", "lib/net10.0/", "Core")]
    [InlineData("Bpf.Vm.0.1.0.nupkg", "lib/net10.0/", "Vm")]
    public void A_package_holds_each_assembly_in_its_place(string package, string folder, string assemblies)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(packages.Source, package));
        Assert.Equal(
            assemblies.Split(' ').Select(name => $"{folder}Bpf.{name}.dll"),
            archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
