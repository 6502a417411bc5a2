using System.Diagnostics;
using System.Text.Json;
using Bpf.Core;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Fuzz.CSharp;

namespace Bpf.Fuzz.Objects;

/// <summary>Reads and links damaged objects, one after another, in a process that may die of it.</summary>
internal sealed class ObjectWorker(Damage damage, string folder, TextWriter output)
{
    // Of each kind of finding that many are kept.
    private const int Kept = 20;

    private readonly KernelProfile _profile = Checker.Profile;
    private readonly Tally _tally = new();

    /// <summary>Works until time is over, and writes what it found as its last line.</summary>
    /// <param name="first">The number of the first input.</param>
    /// <param name="progress">Is told of each.</param>
    /// <param name="time">How long.</param>
    public int Run(long first, Progress progress, TimeSpan time)
    {
        BtfTypes? types = _profile.Btf; // the kernel's types are no input's
        Read(damage.Sound, types, new Tally());
        Stopwatch watch = Stopwatch.StartNew();
        for (long number = first; watch.Elapsed < time; number++)
        {
            progress.Current = number;
            byte[] input = damage.Make(number);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Read(input, types, _tally);
            }
            catch (BpfFormatException)
            {
                // What it may say.
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                _tally.Undocumented++;
                if (_tally.Undocumented <= Kept) output.WriteLine($"{Keep(folder, number, input)}: {exception}");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            double ratio = input.Length == 0 ? 0 : (double)allocated / Math.Max(input.Length, SmallestInput);
            if (ratio > _tally.MostBytesPerByte)
            {
                _tally.MostBytesPerByte = ratio;
                if (ratio > Noteworthy) output.WriteLine($"{ratio:F0} bytes allocated per byte: {Keep(folder, number, input)}");
            }
        }

        output.WriteLine(JsonSerializer.Serialize(_tally));
        return 0;
    }

    /// <summary>Writes an input that is worth another look.</summary>
    public static string Keep(string folder, long number, byte[] input)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"object-{number}.o");
        File.WriteAllBytes(path, input);
        return path;
    }

    // What reading takes anyway counts for nothing.
    private const int SmallestInput = 512;
    private const int Noteworthy = 1000;

    private void Read(byte[] input, BtfTypes? types, Tally tally)
    {
        tally.Inputs++;
        ElfFile elf = ElfFile.Open(input);
        tally.PastHeader++;
        if (elf.Sections.FirstOrDefault(section => section.Name == ".BTF") is { HasContent: true } section) BtfTypes.Read(elf.Content(section));
        tally.PastBtf++;
        BpfObjectFile file = ElfReader.Read(input);
        Linker.Link(file, _profile, new() { KernelBtf = types, LeavesSettingsOpen = true });
        tally.ToLoad++;
    }
}
