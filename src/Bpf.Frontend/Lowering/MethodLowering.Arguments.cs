using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Btf;
using Bpf.Core.Kernel;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>Parameters of programs that are arguments of the function they are attached to.</summary>
internal sealed partial class MethodLowering
{
    private const int Slot = 8;

    private void ReceiveArguments(DeclaredProgram program, Value context)
    {
        for (int i = 0; i < program.Method.Parameters.Length; i++)
        {
            IParameterSymbol parameter = program.Method.Parameters[i];
            MachineValue? register = program.Hook.Arguments switch
            {
                ArgumentSource.Registers => MachineValue.Argument0 + i,
                ArgumentSource.ResultRegister => MachineValue.ReturnValue,
                _ => null,
            };
            bool isReference = parameter.Type.Is(WellKnownNames.Ref);
            Value value = register is { } named ? B.ContextRegister(context, named)
                : program.Hook.Arguments == ArgumentSource.SystemCall ? SystemCallArgument(context, i)
                : B.Load(isReference ? IrType.Ptr(Provenance.Btf) : IrType.I64, context, Slot * i, Slot);
            // Callers leave the upper bits of narrower arguments open.
            if (!isReference && Scalar.Of(parameter.Type) is { } scalar) value = Numbers.Convert(B, value, new(Slot, scalar.Signed), scalar);
            _variables[parameter] = Received(parameter, value);
        }
    }

    /// <summary>An argument of a system call, where the machine that the program is loaded on keeps it. The function's own argument is their address.</summary>
    private Value SystemCallArgument(Value context, int index)
    {
        Value slot = B.Alloca(Slot, Slot);
        Value place = B.Binary(IrOp.Add, B.ContextRegister(context, MachineValue.Argument0), B.RegisterOffset(MachineValue.SystemCallArgument0 + index));
        B.Store(slot, 0, B.I64(0), Slot);
        B.CallHelper(HelperId.ProbeReadKernel, IrType.I64, slot, B.I64(Slot), place);
        return B.Load(IrType.I64, slot, 0, Slot);
    }

    /// <summary>The prototype that a program's parameters say the function has, for the compiler to compare with the kernels'.</summary>
    public static int ArgumentsType(ModuleContext context, DeclaredProgram program)
    {
        BtfBuilder types = context.Module.Types;
        IEnumerable<BtfParameter> parameters = program.Method.Parameters.Where(p => !ProgramArguments.IsResult(p)).Select(p => new BtfParameter(p.Name, TypeOfArgument(p.Type)));
        IParameterSymbol? result = program.Method.Parameters.FirstOrDefault(ProgramArguments.IsResult);
        return types.AddFuncProto(result is null ? 0 : TypeOfArgument(result.Type), [.. parameters]);

        int TypeOfArgument(ITypeSymbol type)
        {
            bool isPointer = type.Is(WellKnownNames.Ref) || type.Is(WellKnownNames.KernelPtr) || type.Is(WellKnownNames.UserPtr);
            ITypeSymbol described = isPointer ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
            if (isPointer && KernelTypes.NameOf(described) is null) return types.AddPtr(0);
            return !context.Layouts.TryGet(described, out TypeLayout layout, out _) ? 0
                : isPointer ? types.AddPtr(KernelTypes.Add(types, layout)) : TypeBtf.Add(types, layout);
        }
    }
}
