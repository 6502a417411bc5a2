// Rests on: messages of real verdicts, the stubs STRUCT__MEMBER in kernels' BTF (what arguments may be null).
using System;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Programs that implement a member of a kernel structure of functions.</summary>
internal sealed partial class Engine
{
    // A kernel lets programs implement the structures that it has a map value for.
    private const string ValuePrefix = "bpf_struct_ops_";

    private StructOps? structOps;
    private BtfType structOpsStub;

    private void ResolveStructOps()
    {
        if (!Licenses.IsGplCompatible(request.License))
        {
            throw RejectTarget("struct ops programs must have a GPL compatible license");
        }

        BtfTypes btf = Kernel.Types;
        BtfType type = (uint)request.AttachBtfId <= (uint)btf.Count ? btf[request.AttachBtfId] : default;
        if (request.AttachBtfId == 0 || type.Kind != BtfKind.Struct || btf.Find(ValuePrefix + type.Name, BtfKind.Struct) == 0)
        {
            throw RejectTarget($"attach_btf_id {request.AttachBtfId} is not a supported struct");
        }

        structOps = StructOps.Find(type.Name) is { } row && row.Since <= profile.Version
            ? row
            : throw new NotModeledException($"struct_ops programs of {type.Name}");
        int index = (int)request.ExpectedAttachType;
        if ((uint)index >= (uint)type.Length)
        {
            throw RejectTarget($"attach to invalid member idx {index} of struct {type.Name}");
        }

        BtfMember member = type.Member(index);
        BtfType pointer = btf[btf.Resolve(member.TypeId)];
        BtfType prototype = btf[pointer.Kind == BtfKind.Ptr ? btf.Resolve(pointer.TypeId) : 0];
        if (prototype.Kind != BtfKind.FuncProto)
        {
            throw RejectTarget($"attach to invalid member {member.Name}(@idx {index}) of struct {type.Name}");
        }

        bool sleeps = (flags & ProgramFlags.Sleepable) != 0
            && structOps.Sleepable is { } sleepable && Array.IndexOf(sleepable, member.Name) < 0;
        if (sleeps || Array.IndexOf(structOps.Unsupported, member.Name) >= 0)
        {
            throw RejectTarget($"attach to unsupported member {member.Name} of struct {type.Name}");
        }

        target = new(member.Name, prototype, 0);
        int stub = btf.Find($"{type.Name}__{member.Name}", BtfKind.Func);
        structOpsStub = stub != 0 ? btf[btf[stub].TypeId] : default;
    }

    /// <summary>The structure that an argument points to, and whether it may be null, by the kernel's stub.</summary>
    private void RefineStructOpsArgument(int index, ref RegisterType type, ref int btfId)
    {
        BtfTypes btf = Kernel.Types;
        if (btf[btfId].Name == "sock" && structOps!.Object == "tcp_sock")
        {
            btfId = Kernel.FindStruct("tcp_sock");
        }

        if (structOpsStub.Id != 0 && index < structOpsStub.Length)
        {
            string name = structOpsStub.Parameter(index).Name;
            if (name.EndsWith("__nullable", StringComparison.Ordinal))
            {
                type |= RegisterType.MaybeNull;
            }
            else if (name.EndsWith("__ref", StringComparison.Ordinal))
            {
                throw new NotModeledException("struct_ops arguments that are references");
            }
        }
    }

    private void WriteStructOpsObject(in RegisterState pointer, int number, int off, int size)
    {
        BtfTypes btf = Kernel.Types;
        string name = btf[pointer.Aux].Name;
        if (name != structOps!.Object)
        {
            throw RejectAccess(number, off, size, "only read is supported");
        }

        foreach (string path in structOps.Writable)
        {
            (int start, int end) = Kernel.RangeOf(pointer.Aux, path);
            if (off == start && end > start)
            {
                if (!rules.RecentTcpFields && Array.IndexOf(structOps.Recent, path) >= 0)
                {
                    throw new NotModeledException($"stores to {name}.{path} before 6.12");
                }

                RequireWithin(number, off, size, end, name);
                return;
            }
        }

        (int first, int last) = Kernel.RangeOf(pointer.Aux, structOps.Scratch);
        if (off < first || off >= last)
        {
            throw RejectAccess(number, off, size, $"no write support to {name} at off {off}");
        }

        RequireWithin(number, off, size, last, name);
    }

    private void RequireWithin(int number, int off, int size, int end, string name)
    {
        if (off + size > end)
        {
            throw RejectAccess(number, off, size, $"write access at off {off} with size {size} beyond the member of {name} ended at {end}");
        }
    }

    /// <summary>Any value but a pointer, where the member returns one that is no pointer.</summary>
    private void CheckStructOpsReturn()
    {
        BtfTypes btf = Kernel.Types;
        if (btf[btf.Resolve(target!.Prototype.TypeId)].Kind == BtfKind.Ptr)
        {
            throw new NotModeledException("struct_ops programs that return pointers");
        }
    }
}
