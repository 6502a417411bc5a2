using System;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Link;

namespace Bpf.Core.Explain;

/// <summary>
/// Where a linked program's instructions come from: the object's C# map, which knows calls that were inlined, else line info, which every
/// compiler writes.
/// </summary>
/// <param name="request">The program, linked: subprograms stand behind it.</param>
/// <param name="file">The object it comes from.</param>
public sealed class ProgramSource(LoadRequest request, BpfObjectFile file)
{
    private readonly BtfTypes? _types = file.Types;
    private readonly ObjectSourceMap _map = ReadMap(file);

    /// <summary>The place of an instruction.</summary>
    /// <param name="slot">In slots from the start of the program.</param>
    /// <returns>Null where it has none.</returns>
    public SourceLocation? Locate(int slot) => FromMap(slot) ?? FromLineInfo(slot);

    /// <summary>The source line an instruction comes from, where the object carries its text; else empty.</summary>
    /// <param name="slot">In slots from the start of the program.</param>
    public string LineText(int slot) => FindLine(slot) is { LineOffset: > 0 } line && _types != null ? _types.GetString(line.LineOffset).Trim() : "";

    /// <summary>A damaged map costs the C# place, not the reason.</summary>
    private static ObjectSourceMap ReadMap(BpfObjectFile file)
    {
        try
        {
            return ObjectSourceMap.Read(file.CSharp.AsSpan());
        }
        catch (BpfFormatException)
        {
            return ObjectSourceMap.Empty;
        }
    }

    private SourceLocation? FromMap(int slot)
    {
        // The linker appends subprograms: each has a record where it starts.
        FuncInfo function = request.FuncInfo.LastOrDefault(info => info.InstructionOffset <= slot);
        string symbol = function.TypeId == 0 || _types == null ? request.Name : _types[function.TypeId].Name;
        return _map.Find(symbol, slot - function.InstructionOffset);
    }

    private SourceLocation? FromLineInfo(int slot)
    {
        LineInfo line = FindLine(slot);
        if (line.Line == 0 || _types == null)
            return null;
        int row = line.Line - 1, column = Math.Max(line.Column - 1, 0);
        return new SourceLocation(new SourceSpan(_types.GetString(line.FileNameOffset), row, column, row, column), request.Name);
    }

    private LineInfo FindLine(int slot) => request.LineInfo.LastOrDefault(info => info.InstructionOffset <= slot);
}
