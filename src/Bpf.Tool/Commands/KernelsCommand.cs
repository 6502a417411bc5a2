using System.CommandLine;
using Bpf.Core.Kernel;
using Bpf.Kernels;
using Bpf.Tool.Reports;
using Spectre.Console;

namespace Bpf.Tool.Commands;

/// <summary><c>bpf kernels</c>: the kernels that can be asked about.</summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        Command command = new("kernels", "Lists the kernels that are known: names, and what they offer to programs.");
        command.SetAction(result =>
        {
            TextWriter output = result.InvocationConfiguration.Output;
            Table table = Tables.Create("Alias", "Kernel", "Program types", "Map types", "Kernel functions");
            foreach (KernelProfile kernel in KernelProfiles.All)
            {
                table.AddRow(
                    kernel.Alias, kernel.Name, $"{kernel.ProgramTypes.Count}", $"{kernel.MapTypes.Count}",
                    $"{kernel.Kfuncs.Values.SelectMany(names => names).Distinct().Count()}");
            }

            Tables.Write(table, output);
            return ExitCode.Good;
        });
        return command;
    }
}
