using Bpf.Core;
using Bpf.Core.Elf;

namespace Bpf.KernelLoading;

/// <summary>What the running kernel says to the programs of objects.</summary>
internal static class ObjectVerdicts
{
    /// <summary>Loads every program alone, so that each has a verdict of its own.</summary>
    public static void Write(string[] objects, string table)
    {
        using StreamWriter writer = new(table);
        writer.WriteLine("object,program,section,verdict,errno,insns,last_line");
        foreach (string path in objects)
        {
            byte[] image = File.ReadAllBytes(path);
            string name = Path.GetFileName(path);
            ObjectFunction[] programs;
            try
            {
                programs = [.. ElfReader.Read(image).Functions.Where(static function => function.IsProgram)];
            }
            catch (BpfFormatException exception)
            {
                writer.WriteLine(Csv.Line(name, "", "", "unreadable", 0, 0, exception.Message));
                continue;
            }

            foreach (ObjectFunction program in programs)
            {
                HashSet<string> others = [.. programs.Select(static other => other.Name).Where(other => other != program.Name)];
                HashSet<string> optional = program.Section.StartsWith('?') ? [program.Name] : [];
                (string verdict, int errno, string log) = Load(image, others, optional);
                KernelLog last = KernelLog.Read(log);
                writer.WriteLine(Csv.Line(name, program.Name, program.Section, verdict, errno, last.Instructions, verdict == "accept" ? "" : last.LastLine));
            }
        }
    }

    // Refused: by something else than the verifier. Unlinked: the kernel lacks what the program refers to.
    private static (string Verdict, int Errno, string Log) Load(byte[] image, HashSet<string> others, HashSet<string> optional)
    {
        string log = "";
        try
        {
            using BpfObject loaded = BpfObject.Load(image, new() { LeftOut = others, OptionalPrograms = optional, Log = (_, text) => log = text });
            return ("accept", 0, log);
        }
        catch (BpfVerifierException exception)
        {
            return ("reject", exception.Errno, exception.Log);
        }
        catch (BpfException exception)
        {
            return ("refused", exception.Errno, exception.Message.ReplaceLineEndings(" "));
        }
        catch (BpfFormatException exception)
        {
            return ("unlinked", 0, exception.Message.ReplaceLineEndings(" "));
        }
    }
}
