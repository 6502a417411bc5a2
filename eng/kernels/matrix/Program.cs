using Bpf.KernelMatrix;

if (args is not [string folder])
{
    Console.Error.WriteLine("""
        usage: matrix FOLDER
            FOLDER holds a folder for each kernel, with release (uname -r), status (the exit code) and results.json (CTRF) of its run.
            Prints the table of tests and kernels, writes it to FOLDER/matrix.json, and exits 1 where a test failed.
        """);
    return 2;
}

Column[] columns = [.. new DirectoryInfo(folder).GetDirectories().Select(Column.Read).OrderBy(static column => column.Order)];
TextTable.Write(columns, Console.Out);
File.WriteAllText(Path.Combine(folder, "matrix.json"), JsonTable.Write(columns));
return columns.Any(static column => column.Failed > 0) ? 1 : 0;
