using System.Runtime.CompilerServices;

namespace Bpf.Tests;

/// <summary>
/// Compares text with a file beside the test, by Verify's convention: <c>Class.Test.verified.EXT</c> is what is expected, <c>.received.EXT</c> what came
/// instead. Verify itself isn't in every package source; a project that has it swaps this file for it.
/// </summary>
public static class Snapshot
{
    /// <summary>Compares; with <c>BPF_BLESS=1</c> accepts what came.</summary>
    /// <param name="text">What the test produced.</param>
    /// <param name="name">The snapshot's name, unique in the test's file.</param>
    /// <param name="extension">The extension that editors highlight by.</param>
    /// <param name="file">The test's file, filled in by the compiler.</param>
    public static void Verify(string text, string name, string extension = "txt", [CallerFilePath] string file = "")
    {
        // Deterministic builds map paths; the tests run from below the repository all the same.
        string folder = Path.GetDirectoryName(Repository.Unmap(file))!;
        string stem = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}.{name}");
        string verified = $"{stem}.verified.{extension}", received = $"{stem}.received.{extension}";
        text = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("BPF_BLESS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
            File.WriteAllText(verified, text);
        string expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Equal(expected, text);
    }
}
