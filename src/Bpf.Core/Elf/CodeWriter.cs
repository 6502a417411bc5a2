using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.Core.Elf;

/// <summary>Writes the sections of instructions, their symbols and relocations, and what <c>.BTF.ext</c> says about them.</summary>
internal sealed class CodeWriter
{
    private readonly ElfImage _image;
    private readonly BtfBuilder _types;
    private readonly List<CodeSection> _sections = [];
    private readonly Dictionary<string, (CodeSection Section, int Start)> _static = new(StringComparer.Ordinal);

    /// <summary>Functions keep their order; a section stands where its first function does, <c>.text</c> before all.</summary>
    public CodeWriter(ElfImage image, BtfBuilder types, ImmutableArray<FunctionSpec> functions)
    {
        _image = image;
        _types = types;
        foreach (IGrouping<string, FunctionSpec> group in functions.GroupBy(f => f.Section, StringComparer.Ordinal)
            .OrderBy(g => g.First().IsProgram))
        {
            _sections.Add(new(group.Key, [.. group]));
        }
    }

    public void WriteSections(Dictionary<string, ElfImage.Symbol> symbols)
    {
        foreach (CodeSection section in _sections)
            Place(section);
        foreach (CodeSection section in _sections)
        {
            ByteWriter code = new();
            foreach (FunctionSpec function in section.Functions)
                code.Bytes(InstructionCodec.Encode(Prepare(function)));

            section.Index = _image.AddSection(section.Name, ElfFormat.SectionProgbits,
                ElfFormat.FlagAlloc | ElfFormat.FlagExecinstr, code.ToArray(), Instruction.Size);
            foreach ((FunctionSpec function, int start) in section.Placed)
            {
                ElfWriter.Define(symbols, _image, function.Name, ElfFormat.SymbolFunc, IsGlobal(function), section.Index, start,
                    function.Instructions.Length * Instruction.Size);
            }
        }
    }

    public void WriteRelocations(Dictionary<string, ElfImage.Symbol> symbols)
    {
        foreach (CodeSection section in _sections)
        {
            List<ElfImage.Relocation> relocations = [];
            foreach ((FunctionSpec function, int start) in section.Placed)
            {
                foreach (RelocationSpec relocation in function.Relocations.OrderBy(r => r.InstructionOffset))
                {
                    if (!symbols.TryGetValue(relocation.Symbol, out ElfImage.Symbol? symbol))
                        throw new ArgumentException($"'{function.Name}' refers to '{relocation.Symbol}', which is not there.");
                    if (StaticAddress(relocation) is { } found) symbol = found.Section.SymbolIn(_image);
                    uint type = IsCall(function, relocation) ? ElfFormat.Relocation6432 : ElfFormat.Relocation6464;
                    relocations.Add(new(start + relocation.InstructionOffset * Instruction.Size, type, symbol));
                }
            }

            if (relocations.Count > 0) _image.AddRelocations(section.Index, relocations);
        }
    }

    /// <summary>Adds FUNCs and source text to the types, and returns what refers to them.</summary>
    public BtfExt Describe()
    {
        List<BtfExtSection> result = [];
        foreach (CodeSection section in _sections)
        {
            List<FuncInfo> functions = [];
            List<LineInfo> lines = [];
            List<CoreRelocation> relocations = [];
            foreach ((FunctionSpec function, int start) in section.Placed)
            {
                int slot = start / Instruction.Size;
                BtfLinkage linkage = IsGlobal(function) ? BtfLinkage.Global : BtfLinkage.Static;
                int type = _types.AddFunc(function.Name, function.ProtoTypeId, linkage);
                functions.Add(new(slot, type));
                foreach (ParameterTag tag in function.ParameterTags)
                    _types.AddDeclTag(tag.Tag, type, tag.Parameter);
                foreach (SourceLine line in function.Lines)
                {
                    lines.Add(new(slot + line.InstructionOffset, _types.AddString(line.Path), _types.AddString(line.Text),
                        line.Line, line.Column));
                }

                foreach (CoreRelocation relocation in function.CoreRelocations)
                    relocations.Add(relocation with { InstructionOffset = slot + relocation.InstructionOffset });
            }

            result.Add(new(section.Name, [.. functions], [.. lines], [.. relocations]));
        }

        return new([.. result]);
    }

    private void Place(CodeSection section)
    {
        int end = 0;
        foreach (FunctionSpec function in section.Functions)
        {
            Check(function);
            section.Starts.Add(end);
            if (!IsGlobal(function)) _static[function.Name] = (section, end);
            end += function.Instructions.Length * Instruction.Size;
        }
    }

    /// <summary>
    /// Where a static function is whose address is taken; null for other references. As in clang's objects such a reference is to the section and the
    /// instruction holds the offset: libbpf takes no address of a local function's own symbol.
    /// </summary>
    private (CodeSection Section, int Start)? StaticAddress(RelocationSpec relocation) =>
        relocation.Kind == RelocationKind.FunctionAddress && _static.TryGetValue(relocation.Symbol, out (CodeSection, int) found) ? found : null;

    private static bool IsGlobal(FunctionSpec function) => function.IsProgram || function.IsGlobal;

    /// <summary>Sets the fields that a relocation works on as clang leaves them.</summary>
    private Instruction[] Prepare(FunctionSpec function)
    {
        Instruction[] code = [.. function.Instructions];
        foreach (RelocationSpec relocation in function.Relocations)
        {
            int at = relocation.InstructionOffset;
            bool isCall = IsCall(function, relocation);
            if ((uint)at >= (uint)code.Length || code[at].Opcode != (isCall ? Opcode.JmpCall : Opcode.LdImmDW)
                || !isCall && at + 1 == code.Length)
            {
                throw new ArgumentException(
                    $"'{function.Name}', instruction {at}: a reference to '{relocation.Symbol}' needs a {(isCall ? "call" : "wide load")}.");
            }

            if (isCall)
            {
                code[at] = code[at] with { Src = (byte)CallKind.Local, Imm = -1 };
                continue;
            }

            code[at] = code[at] with
            {
                Src = relocation.Kind == RelocationKind.FunctionAddress ? (byte)PseudoSource.Func : (byte)0,
                Imm = StaticAddress(relocation)?.Start ?? relocation.Addend,
            };
            code[at + 1] = code[at + 1] with { Imm = 0 };
        }

        return code;
    }

    private static bool IsCall(FunctionSpec function, RelocationSpec relocation) => relocation.Kind == RelocationKind.Call
        || relocation.Kind == RelocationKind.Extern && (uint)relocation.InstructionOffset < (uint)function.Instructions.Length
        && function.Instructions[relocation.InstructionOffset].Opcode == Opcode.JmpCall;

    private static void Check(FunctionSpec function)
    {
        if (function.Instructions.IsEmpty) throw new ArgumentException($"'{function.Name}' has no instructions.");
        int last = -1;
        foreach (SourceLine line in function.Lines)
        {
            if (line.InstructionOffset <= last || line.InstructionOffset >= function.Instructions.Length
                || last < 0 && line.InstructionOffset != 0)
            {
                throw new ArgumentException($"Lines of '{function.Name}' must rise from instruction 0 and stay inside it.");
            }

            last = line.InstructionOffset;
        }
    }

    private sealed class CodeSection(string name, List<FunctionSpec> functions)
    {
        private ElfImage.Symbol? _symbol;

        public string Name => name;
        public List<FunctionSpec> Functions => functions;

        /// <summary>Where each function starts, in bytes.</summary>
        public List<int> Starts { get; } = [];

        public int Index { get; set; }

        /// <summary>The symbol of the section itself.</summary>
        public ElfImage.Symbol SymbolIn(ElfImage image) => _symbol ??= image.AddSymbol(name, ElfFormat.SymbolSection, false, Index, 0, 0);

        public IEnumerable<(FunctionSpec Function, int Start)> Placed => functions.Select((f, i) => (f, Starts[i]));
    }
}
