using System.CodeDom.Compiler;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Bpf.Frontend.Model;

namespace Bpf.Generators.Emit;

/// <summary>Writes what a <c>[BpfObject]</c> class gets beside its compiled object: <c>Config</c>, <c>Load</c> and <c>Loaded</c>.</summary>
internal static class SkeletonWriter
{
    public static string Write(ObjectModel model)
    {
        using StringWriter text = new() { NewLine = "\n" };
        using IndentedTextWriter writer = new(text);
        using (PartialClass.Open(writer, model))
        {
            WriteImage(writer, model);
            WriteKernelFunctions(writer, model);
            List<GlobalModel> config = [.. model.Globals.Where(global => global.IsConfig)];
            if (config.Count > 0)
                ConfigWriter.Write(writer, model, config);
            bool hasConditions = model.Programs.Any(IsConditional);
            if (hasConditions)
                WriteConditions(writer, model);
            WriteLoad(writer, model, config.Count > 0, hasConditions);
            LoadedWriter.Write(writer, model, config);
        }

        writer.Flush();
        return text.ToString();
    }

    private static void WriteImage(IndentedTextWriter writer, ObjectModel model)
    {
        writer.WriteLine("/// <summary>The compiled object in base64; the build implements it where every kernel named accepts the programs.</summary>");
        writer.WriteLine("static partial void GetImage(ref global::System.ReadOnlySpan<byte> image);");
        writer.WriteLineNoTabs("");
        writer.WriteLine("private static byte[] DecodeImage()");
        writer.WriteLine("{");
        writer.WriteLine("    global::System.ReadOnlySpan<byte> image = default;");
        writer.WriteLine("    GetImage(ref image);");
        writer.WriteLine($"    return global::Bpf.BpfImage.Decode(image, \"{model.Name}\");");
        writer.WriteLine("}");
        writer.WriteLineNoTabs("");
    }

    private static void WriteKernelFunctions(IndentedTextWriter writer, ObjectModel model)
    {
        foreach (KernelFunctionModel function in model.KernelFunctions)
        {
            writer.WriteLine($"{function.Declaration} => throw global::Bpf.KernelFunction.NotHere(\"{function.Name}\");");
            writer.WriteLineNoTabs("");
        }
    }

    private static bool IsConditional(ProgramModel program) => program.Requires.Count > 0 || program.InsteadOf is not null;

    private static void WriteConditions(IndentedTextWriter writer, ObjectModel model)
    {
        writer.WriteLine("/// <summary>What programs need of the kernel, and which take the place of those that it can't have.</summary>");
        writer.WriteLine("private static global::Bpf.ProgramCondition[] Conditions =>");
        writer.WriteLine("[");
        foreach (ProgramModel program in model.Programs.Where(IsConditional))
        {
            string features = string.Join(", ", program.Requires.Select(required => $"global::Bpf.Core.Kernel.Feature.{required.Feature}"));
            string insteadOf = program.InsteadOf is { } other ? $", \"{other}\"" : "";
            writer.WriteLine($"    new(\"{program.Name}\", [{features}]{insteadOf}),");
        }

        writer.WriteLine("];");
        writer.WriteLineNoTabs("");
    }

    private static void WriteLoad(IndentedTextWriter writer, ObjectModel model, bool hasConfig, bool hasConditions)
    {
        string parameter = hasConfig ? "Config? config = null, " : "";
        string values = hasConfig ? "config.Values" : "null";
        string argument = hasConfig ? ", config" : "";
        WriteOverload("into the running kernel", "", "");
        WriteOverload("into a simulated world: its bytecode, or the C# methods themselves (<see cref=\"global::Bpf.LoadOptions.Mode\"/>)",
            "global::Bpf.Core.Worlds.IBpfWorld world, ", "world, ");

        void WriteOverload(string where, string worldParameter, string worldArgument)
        {
            writer.WriteLine($"/// <summary>Loads the programs and maps {where}. Nothing is attached yet.</summary>");
            if (hasConfig && worldParameter.Length == 0)
                writer.WriteLine("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(1)] // Load(new() { ... }) means a Config");
            writer.WriteLine($"{model.Accessibility} static Loaded Load({worldParameter}{parameter}global::Bpf.LoadOptions? options = null)");
            writer.WriteLine("{");
            if (hasConfig)
                writer.WriteLine("    config ??= new Config();");
            string conditions = hasConditions && worldArgument.Length == 0 ? ", Conditions" : "";
            writer.WriteLine($"    return new Loaded(global::Bpf.BpfObject.Load({worldArgument}DecodeImage(), options, {values}{conditions}){argument});");
            writer.WriteLine("}");
            writer.WriteLineNoTabs("");
        }
    }
}
