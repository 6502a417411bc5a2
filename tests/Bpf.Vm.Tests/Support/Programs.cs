using System.Collections.Immutable;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Vm.Tests.Support;

/// <summary>Makes programs of instructions, and runs them.</summary>
internal static class Programs
{
    /// <summary>Strings instructions and wide pairs together.</summary>
    public static ImmutableArray<Instruction> Code(params object[] parts) =>
    [
        .. parts.SelectMany(part => part switch
        {
            Instruction one => [one],
            (Instruction first, Instruction second) => [first, second],
            IEnumerable<Instruction> many => many,
            _ => throw new ArgumentException("not an instruction"),
        }),
    ];

    /// <summary>A load request.</summary>
    public static LoadRequest Request(ImmutableArray<Instruction> code, ProgramType type = ProgramType.SocketFilter, params MapSpec[] maps) => new()
    {
        Name = "test",
        ProgramType = type,
        License = "GPL",
        Instructions = code,
        Maps = [.. maps],
    };

    /// <summary>A kernel with one program loaded.</summary>
    public static SimulatedKernel Kernel(ImmutableArray<Instruction> code, ProgramType type = ProgramType.SocketFilter, params MapSpec[] maps)
    {
        var kernel = new SimulatedKernel();
        kernel.Load(Request(code, type, maps));
        return kernel;
    }

    /// <summary>Loads a program and the maps it uses.</summary>
    public static void Load(this SimulatedKernel kernel, LoadRequest request) =>
        kernel.Load(new LinkedObject(request.Maps, [request], []));

    /// <summary>Runs the program without a context.</summary>
    public static ulong Run(this SimulatedKernel kernel, byte[]? packet = null) => kernel.Run("test", default, ref packet);

    /// <summary>Loads a wide number.</summary>
    public static (Instruction, Instruction) Number(byte register, ulong value) => Asm.LdImm64(register, value);

    /// <summary>Loads a map's address by its index.</summary>
    public static (Instruction, Instruction) Map(byte register, int index = 0) => Asm.LdImm64(register, PseudoSource.MapIdx, index, 0);

    /// <summary>Loads an address in a map's only value.</summary>
    public static (Instruction, Instruction) MapValue(byte register, int index, int offset) =>
        Asm.LdImm64(register, PseudoSource.MapIdxValue, index, offset);
}
