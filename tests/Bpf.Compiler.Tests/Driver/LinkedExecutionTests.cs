using System.Collections.Immutable;
using Bpf.Compiler.Driver;
using Bpf.Compiler.Ir;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Core.Link;
using Bpf.Kernels;
using Bpf.Tests;
using Bpf.Vm;

namespace Bpf.Compiler.Tests.Driver;

/// <summary>What needs the whole way, ELF and linking included: subprograms and globals.</summary>
public class LinkedExecutionTests
{
    private const string Text = """
        func "Main" (ptr.context) i32 program RawTracepoint 0 "raw_tracepoint/sys_enter" 0 {
        bb0:
          %0 = param 0 : ptr.context @ "C.cs" 1:0-1:9 "C.Main()"
          %1 = load %0 width=4 : i32 @ "C.cs" 2:0-2:9 "C.Main()"
          %2 = const 7 : i64 @ "C.cs" 2:0-2:9 "C.Main()"
          %3 = call "Scale" %1, %2 : i64 @ "C.cs" 2:0-2:9 "C.Main()"
          %4 = call "Scale" %1, %3 : i64 @ "C.cs" 3:0-3:9 "C.Main()"
          %5 = global ".data" off=8 : ptr.map_value @ "C.cs" 4:0-4:9 "C.Main()"
          %6 = load %5 width=8 : i64 @ "C.cs" 4:0-4:9 "C.Main()"
          %7 = add %4, %6 : i64 @ "C.cs" 4:0-4:9 "C.Main()"
          store %5, %7 width=8 @ "C.cs" 4:0-4:9 "C.Main()"
          %8 = trunc %7 : i32 @ "C.cs" 5:0-5:9 "C.Main()"
          return %8 @ "C.cs" 5:0-5:9 "C.Main()"
        }
        func "Scale" (i32, i64) i64 {
        bb0:
          %0 = param 0 : i32 @ "C.cs" 8:0-8:9 "C.Scale()"
          %1 = param 1 : i64 @ "C.cs" 8:0-8:9 "C.Scale()"
          %2 = sext %0 : i64 @ "C.cs" 9:0-9:9 "C.Scale()"
          %3 = mul %2, %1 : i64 @ "C.cs" 9:0-9:9 "C.Scale()"
          return %3 @ "C.cs" 9:0-9:9 "C.Scale()"
        }
        """;

    [Fact]
    public void A_subprogram_and_a_global_work_after_linking()
    {
        Module module = new() { Name = "C", License = "GPL" };
        int u64 = module.Types.AddInt("unsigned long", 8);
        module.Globals.Add(new GlobalVariable("Other", ".data", 0, 8, u64, [1, 0, 0, 0, 0, 0, 0, 0]));
        module.Globals.Add(new GlobalVariable("Sum", ".data", 8, 8, u64, [100, 0, 0, 0, 0, 0, 0, 0]));
        module.Functions.AddRange(IrParser.Parse(Text));

        CompilationResult result = BpfCompiler.Compile(module, new CompileOptions { Kernels = KernelProfiles.All });
        Assert.DoesNotContain(result.Diagnostics, d => d.IsError);
        Assert.Empty(ObjectVerdicts.Differences(result.Object!));
        BpfObjectFile file = ElfReader.Read(result.Object);
        LinkedObject linked = Linker.Link(file, KernelProfiles.All[0]);
        SimulatedKernel kernel = new();
        kernel.Load(linked);
        byte[]? packet = null;
        byte[] context = new byte[64];
        BitConverter.TryWriteBytes(context, -3);
        // -3 * (-3 * 7) + 100, and again on top of what was stored.
        Assert.Equal(163u, (uint)kernel.Run("Main", context, ref packet));
        Assert.Equal(226u, (uint)kernel.Run("Main", context, ref packet));

        Assert.Equal("C.Scale()", ObjectSourceMap.Read(file.CSharp.AsSpan()).Find("Scale", 0)?.Method);
        ImmutableArray<KernelVerdict> verdicts = Assert.Single(result.Programs).Verdicts;
        Assert.Equal(KernelProfiles.All.Length, verdicts.Length);
    }
}
