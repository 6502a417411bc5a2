// Rests on: libbpf's rules for typed kernel symbols, messages of real verdicts.
using System.Collections.Generic;
using Bpf.Core;
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Addresses of the kernel's variables and functions, named by their id in its BTF.</summary>
internal sealed partial class Engine
{
    private const string PercpuSection = ".data..percpu";
    private readonly Dictionary<int, RegisterState> kernelSymbols = [];

    private void ResolveKernelSymbol(int i)
    {
        if (instructions[i + 1].Imm != 0)
        {
            throw new NotModeledException("variables of modules");
        }

        BtfTypes btf = Kernel.Types;
        int id = instructions[i].Imm;
        BtfType symbol = (uint)id <= (uint)btf.Count ? btf[id]
            : throw Reject(RejectionReason.ProgramAttributes, $"ldimm64 insn specifies invalid btf_id {id}.", at: i);
        if (symbol.Kind != BtfKind.Var && !(symbol.Kind == BtfKind.Func && rules.FunctionSymbols))
        {
            string kinds = rules.FunctionSymbols ? "KIND_VAR or KIND_FUNC" : "KIND_VAR.";
            throw Reject(RejectionReason.ProgramAttributes, $"pseudo btf_id {id} in ldimm64 isn't {kinds}", at: i);
        }

        if (symbol.Kind == BtfKind.Var && !HasSetting("CONFIG_KALLSYMS_ALL"))
        {
            throw Reject(
                RejectionReason.ProgramAttributes, $"ldimm64 failed to find the address for kernel symbol '{symbol.Name}'.", at: i);
        }

        kernelSymbols[i] = symbol.Kind == BtfKind.Func ? MemoryOf(0) : PointerTo(symbol, i);
    }

    private RegisterState PointerTo(BtfType variable, int i)
    {
        BtfTypes btf = Kernel.Types;
        BtfType type = btf[btf.Resolve(variable.TypeId)];
        bool percpu = IsPercpu(btf, variable.Id);
        if (percpu || type.Kind is BtfKind.Struct or BtfKind.Union)
        {
            RegisterState pointer = default;
            pointer.SetObject(percpu ? RegisterType.MemPercpu : 0, variable.TypeId, own: false);
            return pointer;
        }

        try
        {
            return MemoryOf(btf.SizeOf(type.Id));
        }
        catch (BpfFormatException)
        {
            throw Reject(
                RejectionReason.ProgramAttributes, $"ldimm64 unable to resolve the size of type '{type.Name}': -22", at: i);
        }
    }

    private static bool IsPercpu(BtfTypes btf, int variable)
    {
        BtfType section = btf[btf.Find(PercpuSection, BtfKind.Datasec)];
        for (int i = 0; section.Id != 0 && i < section.Length; i++)
        {
            if (section.Variable(i).TypeId == variable)
            {
                return true;
            }
        }

        return false;
    }

    private static RegisterState MemoryOf(int size)
    {
        RegisterState memory = default;
        memory.SetPointer(RegisterType.PtrToMem | RegisterType.MemRdonly);
        memory.Aux = size;
        return memory;
    }

    /// <summary>True where the kernel is configured so.</summary>
    private bool HasSetting(string name) => profile.Config.Count > 0
        ? profile.Config.TryGetValue(name, out string? value) && value == "y"
        : throw new NotModeledException($"{name} (the profile carries no configuration)");
}
