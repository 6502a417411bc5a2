using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Tool.Tests;

/// <summary>A folder with an object in it, and the command line.</summary>
public sealed class Workbench : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bpf-tool");

    /// <summary>Writes an object of XDP programs; every instruction is a line of <c>probe.c</c>, from line 1.</summary>
    public string Write(string name, params (string Program, string Code)[] programs)
    {
        BtfBuilder types = new();
        int proto = types.AddFuncProto(types.AddInt("int", 4), [new("ctx", types.AddPtr(types.AddStruct("xdp_md", 4, [])))]);
        ObjectSpec spec = new()
        {
            License = "GPL",
            Types = types,
            Maps = [new MapSpec { Name = "counts", Type = MapType.Hash, KeySize = 4, ValueSize = 8, MaxEntries = 8 }],
            Functions = [.. programs.Select(program => Function(program.Program, program.Code, proto))],
        };
        return Put(name, ElfWriter.Write(spec));
    }

    public string Put(string name, byte[] content)
    {
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Put(string name, string content) => Put(name, System.Text.Encoding.UTF8.GetBytes(content));

    public static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        return (Cli.Run(arguments, output, error), output.ToString(), error.ToString());
    }

    private static FunctionSpec Function(string name, string code, int proto)
    {
        var instructions = Assembler.Assemble(code.Replace("counts", "0 ll", StringComparison.Ordinal));
        return new()
        {
            Name = name,
            Section = "xdp",
            IsGlobal = true,
            ProtoTypeId = proto,
            Instructions = instructions,
            Lines = [.. Enumerable.Range(0, instructions.Length).Where(slot => slot == 0 || !instructions[slot - 1].IsWide)
                .Select(slot => new SourceLine(slot, "/_/src/probe.c", slot + 1, 1, $"line {slot + 1}"))],
            Relocations = [.. Enumerable.Range(0, instructions.Length).Where(slot => instructions[slot].IsWide)
                .Select(slot => new RelocationSpec(slot, RelocationKind.Map, "counts"))],
        };
    }

    public void Dispose() => folder.Delete(recursive: true);
}
