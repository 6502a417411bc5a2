using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.Core.Elf;

/// <summary>Reads functions, what they refer to, and what <c>.BTF.ext</c> says about them.</summary>
internal sealed class CodeReader(
    ElfFile file, BtfTypes? types, BtfExt ext, MapReader maps, GlobalReader globals, ExternReader externs,
    StructOpsReader structOps)
{
    private readonly List<Function> _functions = [];

    private readonly Dictionary<string, int> _sectionsByName = new(StringComparer.Ordinal);

    /// <summary>Functions by section, then by offset.</summary>
    private readonly Dictionary<int, List<Function>> _bySection = [];

    public ImmutableArray<ObjectFunction> Read()
    {
        foreach (ElfSection section in file.Sections)
        {
            if (!section.IsCode || section.Size == 0) continue;
            if (_sectionsByName.ContainsKey(section.Name))
                throw new BpfFormatException($"There are two sections {section.Name} of instructions.");
            _sectionsByName.Add(section.Name, section.Index);
            ReadFunctions(section);
        }

        foreach (ElfSection section in file.Sections)
            ReadRelocations(section);
        foreach (Function function in _functions)
            FindLocalCalls(function);

        foreach (BtfExtSection section in ext.Sections)
            Describe(section);
        ImmutableArray<ObjectFunction>.Builder result = ImmutableArray.CreateBuilder<ObjectFunction>(_functions.Count);
        foreach (Function function in _functions)
            result.Add(function.Build());
        return result.MoveToImmutable();
    }

    private void ReadFunctions(ElfSection section)
    {
        if (section.Size % Instruction.Size != 0) throw new BpfFormatException($"Section {section.Name} ends inside an instruction.");
        List<Function> functions = [];
        foreach (ElfSymbol symbol in file.SymbolsOf(section.Index))
        {
            if (symbol.Type != ElfFormat.SymbolFunc) continue;
            if (symbol.Value % Instruction.Size != 0 || symbol.Size % Instruction.Size != 0 || symbol.Size == 0
                || symbol.Value > (ulong)section.Size || symbol.Size > (ulong)section.Size - symbol.Value)
            {
                throw new BpfFormatException($"Function '{symbol.Name}' is not made of whole instructions of {section.Name}.");
            }

            functions.Add(new(section, symbol, InstructionCodec.DecodeAll(
                file.Content(section).Slice((int)symbol.Value, (int)symbol.Size))));
            if (functions.Count > section.Size / Instruction.Size)
                throw new BpfFormatException($"Section {section.Name} has more functions than instructions.");
        }

        functions.Sort((a, b) => a.Start.CompareTo(b.Start));
        for (int i = 0; i < functions.Count; i++)
        {
            if (i > 0 && functions[i].Start < functions[i - 1].End)
                throw new BpfFormatException($"Functions '{functions[i - 1].Name}' and '{functions[i].Name}' overlap.");
            functions[i].Index = _functions.Count;
            _functions.Add(functions[i]);
        }

        _bySection.Add(section.Index, functions);
    }

    private void ReadRelocations(ElfSection relocations)
    {
        if (relocations.Type is not (ElfFormat.SectionRel or ElfFormat.SectionRela)) return;
        ElfSection target = file.Section(relocations.Info);
        if (!_bySection.ContainsKey(target.Index))
        {
            if (maps.IsMaps(target.Index) && relocations.Type == ElfFormat.SectionRel)
            {
                foreach ((ulong offset, uint type, ElfSymbol symbol) in file.Relocations(relocations))
                    maps.Hold(target, offset, symbol, Program(target, offset, type, symbol) is { } program ? _functions[program].Name : null);
            }
            else if (structOps.Has(target.Index) && relocations.Type == ElfFormat.SectionRel)
            {
                foreach ((ulong offset, uint type, ElfSymbol symbol) in file.Relocations(relocations)) structOps.Point(target, offset, Program(target, offset, type, symbol));
            }
            else if (relocations.Size > 0 && (maps.IsMaps(target.Index) || globals.IndexOf(target.Index) >= 0))
                throw new BpfFormatException($"{target.Name} holds addresses ({relocations.Name}), which is not supported.");
            return;
        }

        if (relocations.Type == ElfFormat.SectionRela)
            throw new BpfFormatException($"{relocations.Name} has relocations with addends, which eBPF does not use.");
        foreach ((ulong offset, uint type, ElfSymbol symbol) in file.Relocations(relocations))
        {
            if (offset % Instruction.Size != 0 || offset >= (ulong)target.Size)
                throw new BpfFormatException($"{relocations.Name} refers to byte {offset}, where no instruction of {target.Name} starts.");
            int slot = (int)offset / Instruction.Size;

            // Code that no symbol covers is in no program.
            if (FunctionAt(target.Index, slot) is { } function) function.Relocate(slot - function.Start, Resolve(function, slot, type, symbol));
        }
    }

    private (RelocationKind Kind, int Index, int Addend) Resolve(Function function, int slot, uint type, ElfSymbol symbol)
    {
        Instruction instruction = function.Code[slot - function.Start];
        bool isCall = type == ElfFormat.Relocation6432;
        if (!isCall && type != ElfFormat.Relocation6464)
            throw Bad($"relocation type {type} is not supported");
        if (instruction.Opcode != (isCall ? Opcode.JmpCall : Opcode.LdImmDW) || !isCall && slot + 1 == function.End)
            throw Bad($"a relocation for a {(isCall ? "call" : "wide load")} is on something else");

        if (symbol.Section == ElfFormat.SectionIndexUndefined) return (RelocationKind.Extern, externs.IndexOf(symbol), 0);
        if (symbol.Section < 0) throw Bad("it refers to an absolute symbol");
        ElfSection home = file.Section((uint)symbol.Section);
        if (isCall)
        {
            if (instruction.Src != (byte)CallKind.Local) throw Bad("a relocation is on a call that is not of a subprogram");
            long callee = (long)Math.Min(symbol.Value / Instruction.Size, int.MaxValue) + instruction.Imm + 1;
            return (RelocationKind.Call, Callee(function, slot, home, callee), 0);
        }

        long place = (long)Math.Min(symbol.Value, int.MaxValue) + instruction.Imm;
        if (_bySection.ContainsKey(home.Index))
        {
            if (place % Instruction.Size != 0) throw Bad("it refers to the middle of an instruction");
            return (RelocationKind.FunctionAddress, Callee(function, slot, home, place / Instruction.Size), 0);
        }

        if (maps.IsMaps(home.Index))
        {
            int map = maps.IndexOf(home.Index, (ulong)place);
            return map >= 0 ? (RelocationKind.Map, map, 0) : throw Bad($"no map is at byte {place} of {home.Name}");
        }

        int globalsIndex = globals.IndexOf(home.Index);
        if (globalsIndex < 0) throw Bad($"it refers to section {home.Name}, which is not supported");
        return place >= 0 && place < home.Size
            ? (RelocationKind.Global, globalsIndex, (int)place)
            : throw Bad($"it refers to byte {place} of {home.Name}, which has {home.Size}");

        BpfFormatException Bad(string why) => function.Bad(slot, why);
    }

    /// <summary>The program whose address stands in data; null where something else's does.</summary>
    private int? Program(ElfSection section, ulong offset, uint type, ElfSymbol symbol)
    {
        ReadOnlySpan<byte> content = file.Content(section);
        if (type != ElfFormat.RelocationAbsolute64 || offset > (ulong)content.Length || (ulong)content.Length - offset < sizeof(ulong)) return null;
        ulong place = symbol.Value + BinaryPrimitives.ReadUInt64LittleEndian(content.Slice((int)offset));
        Function? function = place % Instruction.Size == 0 && place / Instruction.Size <= int.MaxValue ? FunctionAt(symbol.Section, (int)(place / Instruction.Size)) : null;
        return function is { } found && found.Start == (int)(place / Instruction.Size) && found.Section.Name != SectionNames.Text ? found.Index : null;
    }

    /// <summary>Calls and addresses of functions in the same section stand in the code without a relocation.</summary>
    private void FindLocalCalls(Function function)
    {
        for (int i = 0; i < function.Code.Length; i++)
        {
            Instruction instruction = function.Code[i];
            bool isCall = instruction.Opcode == Opcode.JmpCall && instruction.Src == (byte)CallKind.Local;
            bool isAddress = instruction.Opcode == Opcode.LdImmDW && instruction.Src == (byte)PseudoSource.Func;
            if ((isCall || isAddress) && !function.IsRelocated(i))
            {
                int slot = function.Start + i;
                int callee = Callee(function, slot, function.Section, (long)slot + instruction.Imm + 1);
                function.Relocate(i, (isCall ? RelocationKind.Call : RelocationKind.FunctionAddress, callee, 0));
            }

            if (instruction.Opcode == Opcode.LdImmDW) i++;
        }
    }

    /// <summary>Hands what <c>.BTF.ext</c> says about a section to its functions; what is about none is of no use.</summary>
    private void Describe(BtfExtSection info)
    {
        if (!_sectionsByName.TryGetValue(info.Name, out int section)) return;
        foreach (FuncInfo described in info.Functions)
        {
            if (FunctionAt(section, described.InstructionOffset) is not { } function || function.Start != described.InstructionOffset) continue;
            if (types![described.TypeId].Kind != BtfKind.Func)
                throw new BpfFormatException($"Function '{function.Name}' is described by BTF type {described.TypeId}, which is not a function.");
            function.TypeId = described.TypeId;
        }

        foreach (LineInfo line in info.Lines)
        {
            if (FunctionAt(section, line.InstructionOffset) is { } function)
                function.Lines.Add(line with { InstructionOffset = line.InstructionOffset - function.Start });
        }

        foreach (CoreRelocation relocation in info.CoreRelocations)
        {
            if (FunctionAt(section, relocation.InstructionOffset) is { } function)
                function.CoreRelocations.Add(relocation with { InstructionOffset = relocation.InstructionOffset - function.Start });
        }
    }

    private int Callee(Function caller, int slot, ElfSection section, long target)
    {
        Function? callee = target >= 0 && target <= int.MaxValue ? FunctionAt(section.Index, (int)target) : null;
        if (callee is null || callee.Start != target) throw caller.Bad(slot, $"no function starts at slot {target} of {section.Name}");
        if (section.Name != SectionNames.Text) throw caller.Bad(slot, $"'{callee.Name}' is not a subprogram: it is not in .text");
        return callee.Index;
    }

    private Function? FunctionAt(int section, int slot)
    {
        if (!_bySection.TryGetValue(section, out List<Function>? functions)) return null;
        int low = 0, high = functions.Count - 1;
        while (low <= high)
        {
            int middle = low + high >>> 1;
            if (slot < functions[middle].Start) high = middle - 1;
            else if (slot >= functions[middle].End) low = middle + 1;
            else return functions[middle];
        }

        return null;
    }

    /// <summary>A function while it is being read. Slots count from the start of its section.</summary>
    private sealed class Function(ElfSection section, ElfSymbol symbol, ImmutableArray<Instruction> code)
    {
        private readonly SortedDictionary<int, ObjectRelocation> _relocations = [];

        public ElfSection Section => section;
        public string Name => symbol.Name;
        public ImmutableArray<Instruction> Code => code;
        public int Start => (int)symbol.Value / Instruction.Size;
        public int End => Start + code.Length;
        public int Index { get; set; }
        public int TypeId { get; set; }
        public List<LineInfo> Lines { get; } = [];
        public List<CoreRelocation> CoreRelocations { get; } = [];

        public BpfFormatException Bad(int slot, string why) =>
            new($"Function '{Name}', instruction {slot - Start}: {why}.");

        public bool IsRelocated(int at) => _relocations.ContainsKey(at);

        public void Relocate(int at, (RelocationKind Kind, int Index, int Addend) target)
        {
            if (IsRelocated(at)) throw Bad(at + Start, "it is relocated twice");
            _relocations.Add(at, new(at, target.Kind, target.Index, target.Addend));
        }

        public ObjectFunction Build() => new()
        {
            Name = Name,
            Section = section.Name,
            Instructions = code,
            Relocations = [.. _relocations.Values],
            IsGlobal = symbol.IsGlobal,
            IsHidden = symbol.IsHidden,
            TypeId = TypeId,
            Lines = [.. Lines.OrderBy(l => l.InstructionOffset)],
            CoreRelocations = [.. CoreRelocations],
        };
    }
}
