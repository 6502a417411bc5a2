using Bpf.Core.Kernel;
using Bpf.KernelLoading;

switch (args)
{
    case ["objects", string table, .. string[] objects] when objects.Length > 0:
        ObjectVerdicts.Write(objects, table);
        return 0;
    case ["bpftool", string command, string table, .. string[] objects] when objects.Length > 0:
        BpftoolVerdicts.Write(command, objects, table);
        return 0;
    case ["requests", string folder, string set, string sourceBtf, string output, .. string[] capabilities]:
        RequestVerdicts.Write(folder, set, sourceBtf, output, capabilities.Length == 0 ? Capabilities.SysAdmin : Enum.Parse<Capabilities>(string.Join(',', capabilities)));
        return 0;
    case ["table", string folder]:
        bool complete = VerdictTable.Print(folder, Console.Out);
        return Agreement.Print(folder, Console.Out) && complete ? 0 : 1;
    default:
        Console.Error.WriteLine("""
            loader objects TABLE.csv OBJ...
                loads every program of the objects, each alone, and writes what the running kernel said
            loader bpftool COMMAND TABLE.csv OBJ...
                loads the objects by bpftool, and writes what the running kernel said
            loader table FOLDER
                prints the tables FOLDER/KERNEL/verdicts.csv as one, and what bpftool's (FOLDER/KERNEL/bpftool.csv) differ in
            loader requests FOLDER SET SOURCE.btf OUT [CAPABILITY...]
                loads the requests of FOLDER/SET.csv and FOLDER/SET/FILE/PROGRAM.json, which were taken on the kernel that SOURCE.btf is of;
                writes OUT/SET.csv and, under OUT/SET, the requests whose ids of kernel types are others in the running kernel;
                with capabilities (None, Bpf, Perfmon, NetAdmin) programs are loaded with these alone, though root makes their maps
            """);
        return 2;
}
