using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Btf;
using Bpf.Core.Elf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link.Core;
using Bpf.Core.Link.Externs;

namespace Bpf.Core.Link;

/// <summary>Makes one sequence of instructions of a program and the subprograms it reaches, in the order libbpf appends them.</summary>
internal sealed class ProgramLinker(
    BpfObjectFile file, ImmutableArray<MapSpec> maps, ImmutableArray<MapSpec> globals, KernelSearch? relocationTypes, KernelExterns externs,
    RegisterLayout registers,
    bool hasOrderedAccesses)
{
    /// <summary>The kernel takes no longer programs (<c>BPF_COMPLEXITY_LIMIT_INSNS</c>).</summary>
    private const int MaxInstructions = 1_000_000;

    /// <summary>The bits of an opcode that say how wide an access is.</summary>
    private const int SizeBits = (int)Size.DW;

    /// <summary>All programs together: every one has its own copy of the subprograms, which a hostile object could multiply.</summary>
    private long _budget = Math.Max(MaxInstructions, 64L * file.Functions.Sum(f => (long)f.Instructions.Length));

    /// <summary>Relocations come from the object's BTF: where there are some, there is one.</summary>
    private readonly CoreRelocator? _core = file.Types is { } types ? new(types, relocationTypes) : null;

    public LoadRequest Link(int program)
    {
        ObjectFunction main = file.Functions[program];
        List<Placed> placed = Place(program);
        Dictionary<int, int> starts = placed.ToDictionary(p => p.Function, p => p.Start);
        int length = placed[placed.Count - 1].Start + file.Functions[placed[placed.Count - 1].Function].Instructions.Length;
        ImmutableArray<Instruction>.Builder code = ImmutableArray.CreateBuilder<Instruction>(length);
        List<MapSpec> used = [];
        List<string> modules = [];
        Dictionary<int, string> kernelFunctions = [], unresolved = [], questions = [];
        foreach (Placed part in placed)
        {
            ObjectFunction function = file.Functions[part.Function];
            code.AddRange(function.Instructions);
            foreach (ObjectRelocation relocation in function.Relocations)
                Apply(code, part.Start, function, relocation, starts, used, modules, kernelFunctions, questions);
            foreach (CoreRelocation relocation in function.CoreRelocations)
            {
                int end = part.Start + function.Instructions.Length;
                int at = part.Start + relocation.InstructionOffset;
                if (!CorePatch.Apply(code, at, end, function.Name, relocation, _core!)) unresolved[at] = _core!.Describe(relocation);
            }

            foreach (MachineAccess access in function.MachineAccesses)
                code[part.Start + access.InstructionOffset] = Place(code[part.Start + access.InstructionOffset], function, access.Value);
        }

        bool described = placed.All(p => file.Functions[p.Function].TypeId != 0);
        bool hasLines = placed.All(p => file.Functions[p.Function].Lines is [{ InstructionOffset: 0 }, ..]);
        return new()
        {
            Name = main.Name,
            ProgramType = default,
            License = file.License,
            Instructions = code.MoveToImmutable(),
            Maps = [.. used],
            Modules = [.. modules],
            KernelFunctions = kernelFunctions.ToImmutableDictionary(),
            FunctionQuestions = questions.ToImmutableDictionary(),
            Unresolved = unresolved.ToImmutableDictionary(),
            FuncInfo = described ? [.. placed.Select(p => new FuncInfo(p.Start, file.Functions[p.Function].TypeId))] : [],
            LineInfo = hasLines ? [.. placed.SelectMany(p => file.Functions[p.Function].Lines
                .Select(l => l with { InstructionOffset = p.Start + l.InstructionOffset }))] : [],
        };
    }

    /// <summary>
    /// Depth first: a subprogram stands behind all that is placed when the first reference to it is met, and what it refers to
    /// is placed before the caller's next reference is looked at.
    /// </summary>
    private List<Placed> Place(int program)
    {
        List<Placed> placed = [];
        HashSet<int> seen = [];
        Stack<(int Function, int NextRelocation)> waiting = [];
        int length = 0;
        Enter(program);
        while (waiting.Count > 0)
        {
            (int index, int next) = waiting.Pop();
            ImmutableArray<ObjectRelocation> relocations = file.Functions[index].Relocations;
            for (; next < relocations.Length; next++)
            {
                ObjectRelocation relocation = relocations[next];
                if (relocation.Kind is not (RelocationKind.Call or RelocationKind.FunctionAddress) || seen.Contains(relocation.Index)) continue;
                waiting.Push((index, next + 1));
                Enter(relocation.Index);
                break;
            }
        }

        return placed;

        void Enter(int function)
        {
            seen.Add(function);
            placed.Add(new(function, length));
            int size = file.Functions[function].Instructions.Length;
            length += size;
            _budget -= size;
            if (length > MaxInstructions || _budget < 0)
                throw new BpfFormatException($"Program '{file.Functions[program].Name}' has more instructions than any kernel takes.");
            waiting.Push((function, 0));
        }
    }

    private void Apply(ImmutableArray<Instruction>.Builder code, int start, ObjectFunction function, ObjectRelocation relocation,
        Dictionary<int, int> starts, List<MapSpec> used, List<string> modules, Dictionary<int, string> kernelFunctions, Dictionary<int, string> questions)
    {
        int at = start + relocation.InstructionOffset;
        switch (relocation.Kind)
        {
            case RelocationKind.Call:
                code[at] = code[at] with { Src = (byte)CallKind.Local, Imm = starts[relocation.Index] - at - 1 };
                break;
            case RelocationKind.FunctionAddress:
                Load(PseudoSource.Func, starts[relocation.Index] - at - 1, 0);
                break;
            case RelocationKind.Map:
                Load(PseudoSource.MapIdx, IndexOf(used, maps[relocation.Index]), 0);
                break;
            case RelocationKind.Global:
                Load(PseudoSource.MapIdxValue, IndexOf(used, globals[relocation.Index]), relocation.Addend);
                break;
            default:
                Extern(file.Externs[relocation.Index]);
                break;
        }

        void Extern(ObjectExtern symbol)
        {
            bool isCall = code[at].Opcode == Opcode.JmpCall;
            bool isFunction = symbol.TypeId != 0 && file.Types![symbol.TypeId].Kind == BtfKind.Func;
            if (symbol.Section is not (SectionNames.Kconfig or SectionNames.Ksyms) || isCall && !isFunction)
                throw new BpfFormatException($"Function '{function.Name}' uses '{symbol.Name}', a symbol that is nowhere defined.");
            if (isCall)
            {
                KernelType? found = externs.HasKernel ? externs.Find(symbol, BtfKind.Func) : null;
                int id = externs.HasKernel ? found?.Id ?? 0 : relocation.Index + 1, module = ModuleOf(found);
                if (id != 0 && module == 0) kernelFunctions[id] = KernelExterns.NameOf(symbol);
                code[at] = new(Opcode.JmpCall, Src: (byte)CallKind.Kfunc, Offset: (short)module, Imm: id); // one that isn't there, 0, is refused where it can be reached
            }
            else if (symbol.Section == SectionNames.Kconfig)
            {
                Load(PseudoSource.MapIdxValue, IndexOf(used, externs.Settings!), externs.OffsetOf(symbol));
            }
            else if (!isFunction && externs.IsUntyped(symbol))
            {
                ulong address = externs.AddressOf(symbol);
                Load(PseudoSource.None, (int)address, (int)(address >> 32));
            }
            else
            {
                // One that isn't there has the address 0.
                KernelType? found = externs.Find(symbol, isFunction ? BtfKind.Func : BtfKind.Var);
                if (isFunction) questions[at] = KernelExterns.NameOf(symbol);
                if (isFunction && !externs.HasFunctionAddresses) Load(PseudoSource.None, found is null ? 0 : 1, 0);
                else Load(found is null ? PseudoSource.None : PseudoSource.BtfId, found?.Id ?? 0, ModuleOf(found));
            }
        }

        int ModuleOf(KernelType? found) => found?.Module is not { } name ? 0
            : modules.IndexOf(name) is >= 0 and int known ? known + 1
            : Add(name);

        int Add(string module)
        {
            modules.Add(module);
            return modules.Count;
        }

        void Load(PseudoSource source, int imm, int nextImm)
        {
            code[at] = code[at] with { Src = (byte)source, Imm = imm };
            code[at + 1] = code[at + 1] with { Imm = nextImm };
        }
    }

    private Instruction Place(Instruction instruction, ObjectFunction function, MachineValue value)
    {
        if (value is MachineValue.Acquire or MachineValue.Release) return registers.Architecture == TargetArchitecture.X64 ? instruction
            : hasOrderedAccesses ? Ordered(instruction)
            : throw new BpfFormatException($"Function '{function.Name}' orders accesses to memory (Volatile), for which kernels have instructions from Linux 6.15 on; {registers.Architecture} needs them.");
        int offset = registers.OffsetOf(value)
            ?? throw new BpfFormatException($"Function '{function.Name}' reads {value}, whose place on {registers.Architecture} is not known.");
        return instruction.Class == InstructionClass.Ldx ? instruction with { Offset = (short)offset } : instruction with { Imm = offset };
    }

    /// <summary>The instruction that orders a plain access (Linux 6.15); both have one slot and the same registers.</summary>
    private static Instruction Ordered(Instruction plain) => plain with
    {
        Opcode = (byte)((byte)InstructionClass.Stx | (plain.Opcode & SizeBits) | (byte)Mode.Atomic),
        Imm = (int)(plain.Class == InstructionClass.Ldx ? AtomicCode.LoadAcquire : AtomicCode.StoreRelease),
    };

    private static int IndexOf(List<MapSpec> used, MapSpec map)
    {
        int index = used.FindIndex(m => ReferenceEquals(m, map));
        if (index >= 0) return index;
        used.Add(map);
        return used.Count - 1;
    }

    /// <summary>A function and the slot it starts at.</summary>
    private readonly record struct Placed(int Function, int Start);
}
