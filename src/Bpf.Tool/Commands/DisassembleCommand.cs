using System.CommandLine;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Tool.Verdicts;

namespace Bpf.Tool.Commands;

/// <summary><c>bpf disasm</c>: the instructions that a kernel gets, linked, between the source they come from.</summary>
internal static class DisassembleCommand
{
    public static Command Create()
    {
        Argument<string> path = new("object") { Description = "An object." };
        Option<string[]> programs = new("--program") { Description = "Only programs of this name; * stands for any text. May be repeated." };
        Option<string> kernel = Options.Kernel();
        Command command = new("disasm", "Lists the instructions of programs as a kernel gets them, with subprograms, beside their source.") { path, programs, kernel };
        command.SetAction(result =>
        {
            TextWriter output = result.InvocationConfiguration.Output;
            KernelProfile profile = Options.FindKernel(result.GetValue(kernel)!);
            ObjectVerifier verifier = new(result.GetValue(path)!);
            foreach (ObjectFunction program in Options.Matching(verifier.Programs, result.GetValue(programs) ?? []))
            {
                LoadRequest request = verifier.Link(program.Name, profile);
                output.WriteLine($"{program.Name} ({program.Section}):");
                List(request, verifier.SourceOf(request), output);
            }

            return ExitCode.Good;
        });
        return command;
    }

    private static void List(LoadRequest request, ProgramSource source, TextWriter output)
    {
        ListingOptions options = ListingOptions.Kernel with
        {
            MapName = index => index < request.Maps.Length ? request.Maps[index].Name : null,
            KfuncName = id => request.KernelFunctions.GetValueOrDefault(id),
        };
        ReadOnlySpan<Instruction> code = request.Instructions.AsSpan();
        SourceLocation? last = null;
        for (int slot = 0; slot < code.Length; slot += code[slot].IsWide ? 2 : 1)
        {
            SourceLocation? location = source.Locate(slot);
            if (location is not null && location != last)
                output.WriteLine($"; {location.Span} {source.LineText(slot)}".TrimEnd());
            last = location;
            output.WriteLine($"{slot,6}: {Disassembler.Disassemble(code, slot, options)}");
        }

        output.WriteLine();
    }
}
