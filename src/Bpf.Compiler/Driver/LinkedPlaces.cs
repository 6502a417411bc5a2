using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Backend;
using Bpf.Core.Elf;
using Bpf.Core.Explain;
using Bpf.Core.Link;

namespace Bpf.Compiler.Driver;

/// <summary>Finds the C# place of an instruction of a load request, where subprograms stand behind the program.</summary>
internal sealed class LinkedPlaces
{
    private readonly List<(int Start, CompiledFunction Code)> _parts = [];

    public LinkedPlaces(LoadRequest request, BpfObjectFile file, IReadOnlyList<CompiledFunction> code)
    {
        foreach (FuncInfo part in request.FuncInfo)
        {
            string? name = file.Functions.FirstOrDefault(f => f.TypeId == part.TypeId)?.Name;
            if (code.FirstOrDefault(c => c.Name == name) is { } function)
                _parts.Add((part.InstructionOffset, function));
        }
    }

    public SourceLocation? Find(int slot)
    {
        for (int i = _parts.Count - 1; i >= 0; i--)
        {
            int within = slot - _parts[i].Start;
            if (within >= 0)
                return within < _parts[i].Code.Locations.Length ? _parts[i].Code.Locations[within] : null;
        }

        return null;
    }
}
