using Bpf.KernelAnswers;

switch (args)
{
    case ["ask", string folder]:
        return Inquiry.Run(folder);
    case ["sum", .. string[] folders] when folders.Length > 0:
        return Comparison.Sum(folders, Console.Out);
    case ["pack", string text, string packed]:
        Packing.Profile(text, packed);
        return 0;
    case ["btf", string folder, .. string[] kernels]:
        Packing.Btf(folder, kernels);
        return 0;
    case ["tracepoints", string text, string packed, .. string[] folders] when folders.Length > 0:
        TracepointRecords.Write(text, folders);
        Packing.Text(File.ReadAllText(text), packed);
        return 0;
    default:
        Console.Error.WriteLine("""
            answers ask FOLDER
                asks the running kernel (FOLDER/config: its configuration) and compares it with the shipped profile and the tables; writes
                FOLDER/profile.txt, differences, vmlinux.btf, tracepoints, kallsyms
            answers sum FOLDER...
                prints the differences of several kernels, then `rows N, proven P, differing D`
            answers pack PROFILE.txt OUT.profile
                for src/Bpf.Kernels/Profiles
            answers btf FOLDER VMLINUX.btf...
                packs the kernels' type information, ALIAS.btf each and one list of strings, into src/Bpf.Kernels/Profiles; the newest
                first packs best
            answers tracepoints TEXT OUT.tracepoints FOLDER...
                makes one table of the tracepoints that kernels answered (folders of `ask`, the newest first), as text and packed
            """);
        return 2;
}
