using System;
using System.IO;
using System.Reflection.PortableExecutable;
using Microsoft.Build.Framework;

namespace Bpf.Build;

/// <summary>
/// The MSBuild task behind <c>BpfEmitObjects</c>: writes <c>NAME.bpf.o</c> for each BPF object of a built assembly, for bpftool, iproute2,
/// llvm-objdump and other loaders.
/// </summary>
public sealed class EmitBpfObjects : ITask
{
    /// <inheritdoc/>
    public IBuildEngine? BuildEngine { get; set; }

    /// <inheritdoc/>
    public ITaskHost? HostObject { get; set; }

    /// <summary>The assembly that was built.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The folder that the objects are written to.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <inheritdoc/>
    public bool Execute()
    {
        try
        {
            int count = 0;
            using PEReader pe = new(File.OpenRead(Assembly));
            foreach ((string name, byte[] bytes) in EmbeddedImages.Read(pe))
            {
                string path = Path.Combine(OutputFolder, name + ".bpf.o");
                File.WriteAllBytes(path, bytes);
                count++;
                BuildEngine?.LogMessageEvent(new BuildMessageEventArgs($"{name} -> {path}", "", nameof(EmitBpfObjects), MessageImportance.High));
            }

            if (count == 0)
                BuildEngine?.LogMessageEvent(new BuildMessageEventArgs($"No BPF object in {Assembly}", "", nameof(EmitBpfObjects), MessageImportance.Normal));
            return true;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or UnauthorizedAccessException or FormatException)
        {
            BuildEngine?.LogErrorEvent(new BuildErrorEventArgs(
                "", "BPF0010", Assembly, 0, 0, 0, 0, $"Cannot write the BPF objects of '{Assembly}': {e.Message}", "", nameof(EmitBpfObjects)));
            return false;
        }
    }
}
