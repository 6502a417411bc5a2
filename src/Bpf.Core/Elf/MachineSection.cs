using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.Core.Elf;

/// <summary>
/// Section <c>.bpf.machine</c>: a line of text for each instruction whose number depends on the architecture, with the symbol of its function, its
/// slot from the start of that, and the name of a <see cref="MachineValue"/>. <c>readelf -p .bpf.machine</c> prints it; other loaders skip it.
/// </summary>
public static class MachineSection
{
    /// <summary>Writes the section; null where nothing depends on the architecture.</summary>
    /// <param name="functions">The accesses of each function, by its symbol.</param>
    public static ExtraSection? Write(IEnumerable<(string Function, ImmutableArray<MachineAccess> Accesses)> functions)
    {
        StringBuilder text = new();
        foreach ((string function, ImmutableArray<MachineAccess> accesses) in functions)
        {
            foreach (MachineAccess access in accesses)
                text.Append(function).Append(' ').Append(access.InstructionOffset.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(access.Value).Append('\n');
        }

        return text.Length == 0 ? null : new(SectionNames.Machine, [.. Encoding.UTF8.GetBytes(text.ToString())]);
    }

    /// <summary>Gives the functions of an object what its section says.</summary>
    internal static ImmutableArray<ObjectFunction> Apply(ImmutableArray<ObjectFunction> functions, string text)
    {
        Dictionary<string, List<MachineAccess>> accesses = new(StringComparer.Ordinal);
        foreach (string line in text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is not [string function, string slot, string name]
                || !int.TryParse(slot, NumberStyles.None, CultureInfo.InvariantCulture, out int offset)
                || !Enum.TryParse(name, out MachineValue value) || !Enum.IsDefined(typeof(MachineValue), value) || value.ToString() != name)
            {
                throw new BpfFormatException($"Section {SectionNames.Machine} has a line of unknown meaning: '{line}'.");
            }

            if (!accesses.TryGetValue(function, out List<MachineAccess>? list)) accesses.Add(function, list = []);
            list.Add(new(offset, value));
        }

        ImmutableArray<ObjectFunction> result =
        [
            .. functions.Select(function => accesses.TryGetValue(function.Name, out List<MachineAccess>? list)
                ? function with { MachineAccesses = [.. list.Select(access => Checked(function, access))] }
                : function),
        ];
        return accesses.Keys.Except(functions.Select(function => function.Name)).FirstOrDefault() is { } unknown
            ? throw new BpfFormatException($"Section {SectionNames.Machine} names the function '{unknown}', which is not there.")
            : result;
    }

    private static MachineAccess Checked(ObjectFunction function, MachineAccess access)
    {
        bool isInMemory = access.Value >= MachineValue.SystemCallArgument0;
        Instruction? instruction = access.InstructionOffset < function.Instructions.Length ? function.Instructions[access.InstructionOffset] : null;
        if (access.Value is MachineValue.Acquire or MachineValue.Release)
        {
            InstructionClass ordered = access.Value == MachineValue.Acquire ? InstructionClass.Ldx : InstructionClass.Stx;
            return instruction is { Mode: Mode.Mem } accessing && accessing.Class == ordered ? access : throw Wrong();
        }

        int? number = instruction is not { } there ? null
            : isInMemory && there.Class is InstructionClass.Alu or InstructionClass.Alu64 && there.Source == SourceOperand.K ? there.Imm
            : !isInMemory && there.Class == InstructionClass.Ldx ? there.Offset
            : null;
        return number == RegisterLayout.Of(TargetArchitecture.X64).OffsetOf(access.Value)
            ? access : throw Wrong();

        BpfFormatException Wrong() => new($"Section {SectionNames.Machine}: instruction {access.InstructionOffset} of '{function.Name}' does not access {access.Value}.");
    }
}
