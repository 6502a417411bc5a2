using Bpf.Compiler.Driver;
using Bpf.Compiler.Ir;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;
using Bpf.Tests;

namespace Bpf.Compiler.Tests.Driver;

public class BpfCompilerTests
{
    private const string Counter = """
        func "OnEnter" (ptr.context) i32 program Tracepoint 0 "tracepoint/syscalls/sys_enter_openat" 0 {
        bb0:
          %0 = param 0 : ptr.context @ "C.cs" 4:0-4:9 "C.OnEnter()"
          %1 = alloca "key" 4 width=4 : ptr.stack @ "C.cs" 5:0-5:9 "C.OnEnter()"
          %2 = const 1 : i32 @ "C.cs" 5:0-5:9 "C.OnEnter()"
          store %1, %2 width=4 @ "C.cs" 5:0-5:9 "C.OnEnter()"
          %3 = map "Counts" : ptr.map @ "C.cs" 6:8-6:20 "C.OnEnter()"
          %4 = helper MapLookupElem %3, %1 : ptr.map_value @ "C.cs" 6:8-6:20 "C.OnEnter()"
          GUARD
        }
        """;

    private const string Guarded = """
        %5 = null : ptr.map_value
          %6 = eq %4, %5 : i32 @ "C.cs" 6:4-6:21 "C.OnEnter()"
          branch %6 bb1 bb2 @ "C.cs" 6:4-6:21 "C.OnEnter()"
        bb2: <- bb0
          %8 = const 1 : i64
          %9 = atomic Add %4, %8 : i64 @ "C.cs" 7:4-7:9 "C.Increment()" <- "C.cs" 6:30-6:40 "C.OnEnter()"
          jump bb1
        bb1: <- bb0, bb2
          %10 = const 0 : i32 @ "C.cs" 8:4-8:9 "C.OnEnter()"
          return %10 @ "C.cs" 8:4-8:9 "C.OnEnter()"
        """;

    private const string Unguarded = """
        %8 = const 1 : i64
          %9 = atomic Add %4, %8 : i64 @ "C.cs" 7:4-7:9 "C.OnEnter()"
          %10 = const 0 : i32
          return %10 @ "C.cs" 8:4-8:9 "C.OnEnter()"
        """;

    [Fact]
    public void A_module_becomes_an_object_with_its_map_types_lines_and_places()
    {
        CompilationResult result = BpfCompiler.Compile(Module(Guarded), new CompileOptions());
        Assert.Empty(result.Diagnostics);
        BpfObjectFile file = ElfReader.Read(result.Object);
        ObjectFunction function = Assert.Single(file.Functions);
        Assert.Equal(("OnEnter", "tracepoint/syscalls/sys_enter_openat"), (function.Name, function.Section));
        Assert.Equal("Counts", Assert.Single(file.Maps).Name);
        Assert.NotEmpty(function.Lines);

        ObjectSourceMap map = ObjectSourceMap.Read(file.CSharp.AsSpan());
        SourceLocation? inlined = map.FindFunction("OnEnter")!.Lines.Select(l => l.Location).FirstOrDefault(l => l?.InlinedAt is not null);
        Assert.Equal("C.Increment()", inlined?.Method);
    }

    [Fact]
    public void The_same_module_gives_the_same_object_twice()
    {
        Module module = Module(Guarded);
        Assert.Equal(BpfCompiler.Compile(module, new()).Object, BpfCompiler.Compile(module, new()).Object);
    }

    [Fact]
    public void A_good_program_is_accepted_by_every_kernel()
    {
        CompilationResult result = BpfCompiler.Compile(Module(Guarded), new CompileOptions { Kernels = KernelProfiles.All });
        Assert.Empty(result.Diagnostics.Where(d => d.IsError));
        Assert.NotNull(result.Object);
        Assert.Equal(KernelProfiles.All.Length, Assert.Single(result.Programs).Verdicts.Length);
    }

    [Fact]
    public void A_missing_null_check_is_an_error_at_its_expression()
    {
        CompilationResult result = BpfCompiler.Compile(Module(Unguarded), new CompileOptions { Kernels = KernelProfiles.All });
        Assert.Null(result.Object);
        BpfDiagnostic diagnostic = result.Diagnostics.First(d => d.IsError);
        Assert.Equal(("BPF0501", 7), (diagnostic.Id, diagnostic.Location!.Span.StartLine));
        Assert.Contains(KernelProfiles.All[0].Alias, diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_verification_the_refused_program_is_built()
    {
        CompilationResult result = BpfCompiler.Compile(Module(Unguarded), new CompileOptions { Kernels = KernelProfiles.All, Verify = false });
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Object);
    }

    [Theory]
    [InlineData(Guarded)]
    [InlineData(Unguarded)]
    public void The_running_kernel_judges_as_the_simulator(string rest) =>
        Assert.Empty(ObjectVerdicts.Differences(BpfCompiler.Compile(Module(rest), new() { Verify = false }).Object!));

    private static Module Module(string rest)
    {
        Module module = new() { Name = "C", License = "GPL" };
        int u32 = module.Types.AddInt("unsigned int", 4), u64 = module.Types.AddInt("unsigned long", 8);
        module.Maps.Add(new MapSpec
        {
            Name = "Counts",
            Type = MapType.Hash,
            KeySize = 4,
            ValueSize = 8,
            MaxEntries = 16,
            BtfKeyTypeId = u32,
            BtfValueTypeId = u64,
        });
        module.Functions.AddRange(IrParser.Parse(Counter.Replace("GUARD", rest, StringComparison.Ordinal)));
        return module;
    }
}
