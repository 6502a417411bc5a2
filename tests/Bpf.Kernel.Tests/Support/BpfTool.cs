using System.Diagnostics;
using System.Text.Json;

namespace Bpf.Kernel.Tests.Support;

/// <summary>What bpftool says, a second opinion on what is in the kernel: tests also know the first, since guests have no bpftool.</summary>
internal static class BpfTool
{
    private static readonly string? Path = Array.Find(["/usr/sbin/bpftool", "/usr/bin/bpftool", "/usr/local/sbin/bpftool"], File.Exists);

    /// <summary>Whether the machine has it.</summary>
    public static bool IsThere => Path != null;

    /// <summary>Asks for a list of things.</summary>
    /// <returns>The thing of the id; null where the machine has no bpftool, or the list has no such thing.</returns>
    public static JsonElement? Find(uint id, params string[] arguments)
    {
        if (Path is null)
            return null;
        ProcessStartInfo start = new(Path, ["-j", .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        using JsonDocument document = JsonDocument.Parse(output);
        foreach (JsonElement element in document.RootElement.EnumerateArray())
        {
            if (element.Number("id") == id)
                return element.Clone();
        }

        return null;
    }

    /// <summary>A property that is a number.</summary>
    public static ulong Number(this JsonElement element, string name) => element.GetProperty(name).GetUInt64();

    /// <summary>A property that is a string.</summary>
    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();
}
