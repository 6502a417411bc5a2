using System.CommandLine;
using Bpf.Core;
using Bpf.Tool.Commands;

namespace Bpf.Tool;

/// <summary>The command line.</summary>
internal static class Cli
{
    /// <summary>Runs a command.</summary>
    /// <returns>One of <see cref="ExitCode"/>, for the process.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        RootCommand root = new("eBPF objects, of any compiler, seen with the eyes of many kernels' verifiers. Needs no kernel and no privilege.")
        {
            VerifyCommand.Create(), CompareCommand.Create(), ExplainCommand.Create(), DisassembleCommand.Create(), KernelsCommand.Create(),
        };
        ParseResult parsed = root.Parse(args);
        try
        {
            int code = parsed.Invoke(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? ExitCode.Failed : code;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BpfFormatException or ToolException)
        {
            error.WriteLine("bpf: " + exception.Message);
            return ExitCode.Failed;
        }
    }
}
