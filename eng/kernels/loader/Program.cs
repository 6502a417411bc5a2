using Bpf.KernelLoading;

switch (args)
{
    case ["objects", string table, .. string[] objects] when objects.Length > 0:
        ObjectVerdicts.Write(objects, table);
        return 0;
    case ["requests", string folder, string set, string sourceBtf, string output]:
        RequestVerdicts.Write(folder, set, sourceBtf, output);
        return 0;
    case ["table", string folder]:
        return VerdictTable.Print(folder, Console.Out) ? 0 : 1;
    default:
        Console.Error.WriteLine("""
            loader objects TABLE.csv OBJ...
                loads every program of the objects, each alone, and writes what the running kernel said
            loader table FOLDER
                prints the tables FOLDER/KERNEL/verdicts.csv as one
            loader requests FOLDER SET SOURCE.btf OUT
                loads the requests of FOLDER/SET.csv and FOLDER/SET/FILE/PROGRAM.json, which were taken on the kernel that SOURCE.btf is of;
                writes OUT/SET.csv and, under OUT/SET, the requests whose ids of kernel types are others in the running kernel
            """);
        return 2;
}
