// Rests on: Documentation/bpf/kfuncs.rst (trusted and RCU pointers), messages of real verdicts, level-2 logs.
using Bpf.Core.Btf;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Verifier.State;
using Bpf.Verifier.Types;

namespace Bpf.Verifier;

/// <summary>Loads and stores through pointers to structures: the kernel's, and those of the program's own BTF.</summary>
internal sealed partial class Engine
{
    private const RegisterType MemoryTags = RegisterType.MemUser | RegisterType.MemPercpu;
    private StructWalk? ownStructs;

    private StructWalk OwnStructs => ownStructs ??= new(types!, unionsAreUntrusted: true);

    /// <summary>The BTF that the structure pointed to is in.</summary>
    private BtfTypes TypesOf(in RegisterState pointer) => pointer.HasOwnType ? types! : Kernel.Types;

    private StructWalk StructsOf(in RegisterState pointer) => pointer.HasOwnType ? OwnStructs : Kernel.Structs;

    private void AccessStruct(in RegisterState pointer, int number, int off, int size, bool write, int value)
    {
        string name = TypesOf(in pointer)[pointer.Aux].Name;
        CheckStructAllowed(name);
        string? message = !pointer.HasOwnType && rules.GplStructures && !Licenses.IsGplCompatible(request.License)
                ? $"Cannot access kernel 'struct {name}' from non-GPL compatible program"
            : off < 0 ? $"R{number} is ptr_{name} invalid negative access: off={off}"
            : pointer.VarOff is not { Mask: 0, Value: 0 }
                ? $"R{number} is ptr_{name} invalid variable offset: off={off}, var_off={Log.RegisterFormatter.Format(pointer.VarOff)}"
            : (pointer.Type & RegisterType.MemUser) != 0 ? $"R{number} is ptr_{name} access user memory: off={off}"
            : (pointer.Type & RegisterType.MemPercpu) != 0 ? $"R{number} is ptr_{name} access percpu memory: off={off}"
            : null;
        if (message is not null)
        {
            throw RejectAccess(number, off, size, message);
        }

        if (write && (!IsAllocated(pointer.Type) || (pointer.Type & RegisterType.Untrusted) != 0))
        {
            WriteKernelStruct(in pointer, number, off, size);
            return;
        }

        if (IsAllocated(pointer.Type))
        {
            AccessAllocatedObject(in pointer, number, off, size, value);
            return;
        }

        Field field = pointer.HasOwnType ? OwnStructs.Find(pointer.Aux, off, size) : Kernel.FindField(pointer.Aux, off, size);
        if (field.Kind == FieldKind.None)
        {
            throw RejectAccess(number, off, size, field.Error);
        }

        if (value >= 0)
        {
            LoadField(in field, field.Kind == FieldKind.Pointer ? FlagsOfField(in pointer, in field) : 0, pointer.HasOwnType, value);
        }
    }

    /// <summary>Loads through a pointer to a map: from the kernel's structure that it is.</summary>
    private void AccessMapStruct(in RegisterState pointer, int number, int off, int size, bool write, int value)
    {
        KernelTypes kernel = Kernel;
        MapType type = maps[pointer.Aux].Spec.Type;
        int structure = MapStructs.Of(type) is { } name ? kernel.FindStruct(name) : 0;
        if (structure == 0)
        {
            throw new NotModeledException($"fields of {type} maps");
        }

        name = kernel.Types[structure].Name;
        CheckStructAllowed(name);
        Field field = off < 0 || write ? default : kernel.FindField(structure, off, size);
        string? message = off < 0 ? $"R{number} is {name} invalid negative access: off={off}"
            : write ? $"only read from {name} is supported"
            : field.Kind == FieldKind.None ? field.Error
            : null;
        if (message is not null)
        {
            throw RejectAccess(number, off, size, message);
        }

        if (value >= 0)
        {
            LoadField(in field, rules.TrustedPointers ? field.Flags : field.Flags & MemoryTags, own: false, value);
        }
    }

    private RejectedException RejectAccess(int number, int off, int size, string message) =>
        Reject(RejectionReason.MemoryBounds, message, number, offset: off, size: size);

    private void LoadField(in Field field, RegisterType flags, bool own, int value)
    {
        ref RegisterState reg = ref Reg(value);
        switch (field.Kind)
        {
            case FieldKind.Pointer:
                reg.SetObject(flags, field.TypeId, own);
                if (flags.MayBeNull())
                {
                    reg.Id = ++idGenerator;
                }

                break;
            case FieldKind.PlainPointer when rules.PlainPointersAreMemory:
                // Memory of which nothing is known: reads are guarded.
                reg.SetPointer(RegisterType.PtrToMem | RegisterType.MemRdonly | RegisterType.Untrusted);
                break;
            default:
                reg.SetUnknown(false);
                break;
        }
    }

    /// <summary>How far a pointer loaded from a structure may be relied on, given how far the one to the structure may be.</summary>
    private RegisterType FlagsOfField(in RegisterState pointer, in Field field)
    {
        KernelTypes kernel = Kernel;
        if (!rules.TrustedPointers)
        {
            return (field.Flags & MemoryTags) | (pointer.Type & RegisterType.Untrusted);
        }

        if ((pointer.Type & RegisterType.Untrusted) != 0)
        {
            return RegisterType.Untrusted;
        }

        bool rcu = (pointer.Type & RegisterType.MemRcu) != 0;
        if (!pointer.IsTrusted && !rcu)
        {
            // Pointers of old, neither trusted nor not.
            return field.Flags & ~RegisterType.MemRcu;
        }

        if (kernel.Vouches(pointer.Aux, in field, "__safe_trusted"))
        {
            return field.Flags | RegisterType.Trusted;
        }

        if (kernel.Vouches(pointer.Aux, in field, "__safe_trusted_or_null"))
        {
            return field.Flags | RegisterType.Trusted | RegisterType.MaybeNull;
        }

        if (!InRcuSection() || pointer.Type.MayBeNull())
        {
            return RegisterType.Untrusted;
        }

        if (kernel.Vouches(pointer.Aux, in field, "__safe_rcu"))
        {
            return field.Flags | RegisterType.MemRcu;
        }

        bool orNull = kernel.Vouches(pointer.Aux, in field, "__safe_rcu_or_null");
        if (orNull || (field.Flags & RegisterType.MemRcu) != 0)
        {
            RegisterType flags = field.Flags | RegisterType.MemRcu | RegisterType.MaybeNull;
            return orNull ? flags & ~RegisterType.Untrusted : flags;
        }

        return field.Flags & ~RegisterType.MemRcu;
    }

    /// <summary>True where what RCU protects stays: programs that can't sleep run in a section of their own.</summary>
    private bool InRcuSection() => current.RcuDepth > 0 || current.ActiveLocks > 0 || !current.InSleepable;

    private void WriteKernelStruct(in RegisterState pointer, int number, int off, int size)
    {
        if (request.ProgramType == ProgramType.StructOps && !pointer.HasOwnType)
        {
            WriteStructOpsObject(in pointer, number, off, size);
            return;
        }

        if (request.ProgramType is ProgramType.SchedCls or ProgramType.SchedAct or ProgramType.Xdp && !pointer.HasOwnType)
        {
            WriteConnection(in pointer, number, off, size);
            return;
        }

        throw RejectAccess(number, off, size, "only read is supported");
    }

    /// <summary>Of tracked connections programs may set the mark.</summary>
    private void WriteConnection(in RegisterState pointer, int number, int off, int size)
    {
        KernelTypes kernel = Kernel;
        BtfType type = kernel.Types[pointer.Aux];
        if (!rules.ConnectionMarks || kernel.Types.Find("bpf_skb_ct_lookup", BtfKind.Func) == 0 || (pointer.Type & RegisterType.Untrusted) != 0)
        {
            throw new NotModeledException($"stores into {type.Name} (connection tracking is a module)");
        }

        bool connection = type.Name is "nf_conn" or "nf_conn___init";
        int mark = -1, end = -1;
        if (connection && kernel.Types.TryFindMember(kernel.FindStruct("nf_conn"), "mark", out BtfMember member))
        {
            mark = member.BitOffset / 8;
            end = mark + kernel.Types.SizeOf(member.TypeId);
        }

        string? message = !connection ? "only read is supported"
            : off != mark ? $"no write support to nf_conn at off {off}"
            : off + size > end ? $"write access at off {off} with size {size} beyond the member of nf_conn ended at {end}"
            : null;
        if (message is not null)
        {
            throw RejectAccess(number, off, size, message);
        }
    }
}
