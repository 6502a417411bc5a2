using Spectre.Console;

namespace Bpf.Tool.Reports;

/// <summary>Tables without frames, as wide as their content where nobody looks at a terminal.</summary>
internal static class Tables
{
    public static Table Create(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in columns)
            table.AddColumn(new TableColumn(column).NoWrap());
        return table;
    }

    public static void Write(Table table, TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        if (!ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected)
            console.Profile.Width = 400;
        console.Write(table);
    }
}
