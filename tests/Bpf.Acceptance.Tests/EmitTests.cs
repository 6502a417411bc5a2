using System.Collections;
using Bpf.Build;
using Microsoft.Build.Framework;

namespace Bpf.Acceptance.Tests;

/// <summary>The build step that writes object files, where it cannot.</summary>
public sealed class EmitTests
{
    [Fact]
    public void An_assembly_that_is_none_is_an_error_of_the_build()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "not an assembly");
            Engine engine = new();
            Assert.False(new EmitBpfObjects { BuildEngine = engine, Assembly = file, OutputFolder = Path.GetTempPath() }.Execute());
            BuildErrorEventArgs error = Assert.Single(engine.Errors);
            Assert.Equal(("BPF0010", file), (error.Code, error.File));
            Assert.StartsWith($"Cannot write the BPF objects of '{file}': ", error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private sealed class Engine : IBuildEngine
    {
        public List<BuildErrorEventArgs> Errors { get; } = [];

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "";

        public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => false;

        public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

        public void LogCustomEvent(CustomBuildEventArgs e)
        {
        }

        public void LogMessageEvent(BuildMessageEventArgs e)
        {
        }

        public void LogWarningEvent(BuildWarningEventArgs e)
        {
        }
    }
}
