using Bpf.KernelMatrix;

bool brief = args.Contains("--brief");
if (args.Where(static argument => argument != "--brief").ToArray() is not [string folder])
{
    Console.Error.WriteLine("""
        usage: matrix FOLDER [--brief]
            FOLDER holds a folder for each kernel, with release (uname -r), status (the exit code) and results.json (CTRF) of its run, and notes.
            Prints the table of tests and kernels, with --brief only what failed and what was skipped, writes it to FOLDER/matrix.txt and
            FOLDER/matrix.json, and exits 1 where a test failed.
        """);
    return 2;
}

Column[] columns = [.. new DirectoryInfo(folder).GetDirectories().Select(Column.Read).OrderBy(static column => column.Order)];
TextTable.Write(columns, Console.Out, brief);
using (StreamWriter text = File.CreateText(Path.Combine(folder, "matrix.txt")))
    TextTable.Write(columns, text, brief: false);
File.WriteAllText(Path.Combine(folder, "matrix.json"), JsonTable.Write(columns));
return columns.Any(static column => column.Failed > 0) ? 1 : 0;
