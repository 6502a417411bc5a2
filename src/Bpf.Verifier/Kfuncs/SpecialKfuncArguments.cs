// Rests on: Documentation/bpf/kfuncs.rst, messages of real verdicts.
using Bpf.Verifier.Kfuncs;
using Bpf.Verifier.Objects;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Arguments that are objects of the kernel's, each with rules of its own.</summary>
internal sealed partial class Engine
{
    private void CheckSpecialKfuncPointer(KfuncParameterKind kind, int index, int number)
    {
        ref RegisterState reg = ref Reg(number);
        switch (kind)
        {
            case KfuncParameterKind.AllocatedObject:
                CheckDroppedObject(index);
                break;
            case KfuncParameterKind.RefcountedObject:
                CheckRefcountedObject(index);
                break;
            case KfuncParameterKind.Dynptr:
                CheckKfuncDynptr(index);
                break;
            case KfuncParameterKind.Iterator:
                CheckIterator(index);
                break;
            case KfuncParameterKind.ListHead:
                CheckGraphRoot(index, SpecialFieldKind.ListHead);
                break;
            case KfuncParameterKind.TreeRoot:
                CheckGraphRoot(index, SpecialFieldKind.RbRoot);
                break;
            case KfuncParameterKind.ListNode:
                CheckOwned(index);
                CheckGraphNode(number, SpecialFieldKind.ListNode);
                break;
            case KfuncParameterKind.TreeNode:
                CheckTreeNode(index);
                break;
            case KfuncParameterKind.ConstantString:
                if (reg.Type != RegisterType.PtrToMapValue)
                {
                    throw RejectArgument($"{ArgumentName(index)} doesn't point to a const string", number);
                }

                ReadConstantString(number);
                break;
            case KfuncParameterKind.WorkQueue:
                if (reg.Type != RegisterType.PtrToMapValue)
                {
                    throw RejectArgument($"{ArgumentName(index)} doesn't point to a map value", number);
                }

                CheckMapField(number, SpecialFieldKind.WorkQueue);
                (kfunc.Map, kfunc.MapUid) = (reg.Aux + 1, reg.Detail);
                break;
            case KfuncParameterKind.IrqFlag:
                CheckInterruptFlags(index);
                break;
            case KfuncParameterKind.SpinLock:
                CheckQueuedLock(index);
                break;
            case KfuncParameterKind.TaskWork:
                if (reg.Type != RegisterType.PtrToMapValue)
                {
                    throw RejectArgument($"{ArgumentName(index)} doesn't point to a map value", number);
                }

                CheckMapField(number, SpecialFieldKind.TaskWork);
                (kfunc.Map, kfunc.MapUid) = (reg.Aux + 1, reg.Detail);
                break;
            case KfuncParameterKind.Callback:
                if (reg.Type != RegisterType.PtrToFunc)
                {
                    throw RejectArgument($"{ArgumentName(index, "arg")} expected pointer to func", number);
                }

                kfunc.Callback = reg.Aux;
                break;
            default:
                throw new NotModeledException($"{kind} argument of kernel function {kfunc.Function.Row.Name}");
        }
    }
}
