using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>
/// Where a linked program's instructions come from: the object's C# map, which knows calls that were inlined, else line info, which every
/// compiler writes.
/// </summary>
internal sealed class ProgramSource(LoadRequest request, BtfTypes? types, ObjectSourceMap map)
{
    /// <summary>The place of an instruction, in slots from the start of the program; null where it has none.</summary>
    public SourceLocation? Locate(int slot) => FromMap(slot) ?? FromLineInfo(slot);

    private SourceLocation? FromMap(int slot)
    {
        // The linker appends subprograms: each has a record where it starts.
        FuncInfo function = request.FuncInfo.LastOrDefault(info => info.InstructionOffset <= slot);
        string symbol = function.TypeId == 0 || types == null ? request.Name : types[function.TypeId].Name;
        return map.Find(symbol, slot - function.InstructionOffset);
    }

    private SourceLocation? FromLineInfo(int slot)
    {
        LineInfo line = request.LineInfo.LastOrDefault(info => info.InstructionOffset <= slot);
        if (line.Line == 0 || types == null)
            return null;
        int row = line.Line - 1, column = int.Max(line.Column - 1, 0);
        return new SourceLocation(new SourceSpan(types.GetString(line.FileNameOffset), row, column, row, column), request.Name);
    }
}
