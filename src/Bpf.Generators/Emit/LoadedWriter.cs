using System.CodeDom.Compiler;
using System.Collections.Generic;
using System.Linq;
using Bpf.Frontend.Model;

namespace Bpf.Generators.Emit;

/// <summary>Writes the <c>Loaded</c> class: the object as user space sees it, a property for each map, program and global.</summary>
internal static class LoadedWriter
{
    public static void Write(IndentedTextWriter writer, ObjectModel model, List<GlobalModel> config)
    {
        writer.WriteLine($"/// <summary><c>{model.Name}</c>, loaded. Disposing it detaches the programs and closes the maps.</summary>");
        writer.WriteLine($"{model.Accessibility} sealed class Loaded : global::Bpf.BpfLoaded");
        writer.WriteLine("{");
        writer.Indent++;
        WriteConstructor(writer, model, config);
        foreach (MapModel map in model.Maps)
            WriteProperty(writer, $"The map <c>{map.Name}</c>.", $"{CSharpName.Visibility(map.Key, map.Value, map.Inner?.Key, map.Inner?.Value)} {UserViews.TypeOf(map)}", map.Name);
        foreach (ProgramModel program in model.Programs)
            WriteProperty(writer, $"The program <c>{program.Name}</c>.", $"{program.ContextVisibility} {ProgramViews.TypeOf(program)}", program.Name);
        foreach (GlobalModel global in model.Globals.Where(global => !global.IsConfig))
            WriteGlobal(writer, model, global);
        WriteAttach(writer, model);
        writer.Indent--;
        writer.WriteLine("}");
    }

    private static void WriteConstructor(IndentedTextWriter writer, ObjectModel model, List<GlobalModel> config)
    {
        writer.WriteLine($"internal Loaded(global::Bpf.BpfObject target{(config.Count > 0 ? ", Config config" : "")}) : base(target)");
        writer.WriteLine("{");
        writer.Indent++;
        foreach (MapModel map in model.Maps)
            writer.WriteLine($"this.{CSharpName.Escape(map.Name)} = new({UserViews.ArgumentsOf(map)});");
        foreach (ProgramModel program in model.Programs)
            writer.WriteLine($"this.{CSharpName.Escape(program.Name)} = new({ProgramViews.ArgumentsOf(model, program)});");
        if (config.Count > 0)
        {
            writer.WriteLine("if (RunsOnClr)");
            writer.WriteLine("{");
            foreach (GlobalModel field in config)
                writer.WriteLine($"    {CSharpName.Escape(model.Name)}.{CSharpName.Escape(field.Name)} = config.{CSharpName.Escape(field.Name)};");
            writer.WriteLine("}");
        }

        writer.Indent--;
        writer.WriteLine("}");
        writer.WriteLineNoTabs("");
    }

    private static void WriteProperty(IndentedTextWriter writer, string summary, string type, string name)
    {
        writer.WriteLine($"/// <summary>{summary}</summary>");
        writer.WriteLine($"{type} {CSharpName.Escape(name)} {{ get; }}");
        writer.WriteLineNoTabs("");
    }

    private static void WriteGlobal(IndentedTextWriter writer, ObjectModel model, GlobalModel global)
    {
        string type = global.Type.Display, view = $"Object.Global<{type}>(\"{global.Name}\").Value", field = $"{CSharpName.Escape(model.Name)}.{CSharpName.Escape(global.Name)}";
        writer.WriteLine($"/// <summary>The global <c>{global.Name}</c>, as the programs see it now.</summary>");
        writer.WriteLine($"{CSharpName.Visibility(global.Type)} {type} {CSharpName.Escape(global.Name)}");
        writer.WriteLine("{");
        writer.WriteLine($"    get => RunsOnClr ? {field} : {view};");
        writer.WriteLine("    set");
        writer.WriteLine("    {");
        writer.WriteLine("        if (RunsOnClr)");
        writer.WriteLine($"            {field} = value;");
        writer.WriteLine("        else");
        writer.WriteLine($"            {view} = value;");
        writer.WriteLine("    }");
        writer.WriteLine("}");
        writer.WriteLineNoTabs("");
    }

    /// <summary>Only where an attribute names a hook: what can't be done isn't there to call.</summary>
    private static void WriteAttach(IndentedTextWriter writer, ObjectModel model)
    {
        List<string> attachable = [.. model.Programs.Where(program => program.Hook.NamesHook).Select(program => CSharpName.Escape(program.Name))];
        if (attachable.Count == 0)
            return;
        writer.WriteLine("/// <summary>Attaches every program whose attribute names its hook: all of them or none.</summary>");
        writer.WriteLine($"public void Attach() => AttachAll({string.Join(", ", attachable)});");
    }
}
