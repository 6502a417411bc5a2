using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>Methods marked <c>[GlobalFunction]</c>: called by their C# signature, about which nothing else is known to either side.</summary>
internal sealed partial class MethodLowering
{
    private Operand CallGlobal(IOperation operation, IMethodSymbol method, object[] arguments)
    {
        (Subprogram function, GlobalSignature signature) = GlobalFunctionOf(method) ?? throw new LoweringException();
        Value[] values = [.. signature.Parameters.Select((p, i) => Passed(p, arguments[i], operation))];
        for (int i = 0; i < values.Length; i++)
            if (signature.Parameters[i].Kind == GlobalParameterKind.Memory) WriteUnwritten(values, i, signature.Parameters[i]);
        Value returned = B.Call(function.Function, values);
        return signature.Result is { } scalar ? Operand.Of(FromRegister(B, returned, scalar), method.ReturnType) : Operand.Nothing;
    }

    private Value Passed(GlobalParameter parameter, object argument, IOperation where)
    {
        Value? value = argument switch
        {
            Operand { Value: { } single } => single,
            Operand { Memory: { Pointer: { } pointer } } => pointer.Load(B),
            Operand { Memory: { } copy } => AddressOf(copy),
            Place place when parameter.Kind == GlobalParameterKind.Context || IsPassable(place, parameter) => AddressOf(place),
            Place { IsReadOnly: true } place => AddressOf(Copied(Read(place), where)),
            _ => null,
        };
        if (value is null || !IsPassable(value, parameter))
        {
            string passed = value is null ? "what has no address" : MemoryNames.Of(value.Type.Provenance);
            throw Report(RuleIds.GlobalFunctionShape, where, parameter.Symbol.ContainingSymbol.Name, $"'{parameter.Symbol.Name}' is {passed} here");
        }

        return parameter.Kind == GlobalParameterKind.Number ? InRegister(value) : value;
    }

    /// <summary>True for memory that verifiers let a function have, which may write to it as far as they know.</summary>
    private static bool IsPassable(Place place, GlobalParameter parameter) => place is { Pointer: null, Span: null, Element: null, Kernel: null }
        && IsPassable(place.Address, parameter) && place.Address.Root is not { Op: IrOp.GlobalAddress, Symbol: ".rodata" };

    private static bool IsPassable(Value value, GlobalParameter parameter) => parameter.Kind switch
    {
        GlobalParameterKind.Number => !value.Type.IsPtr,
        GlobalParameterKind.Context => value.Type.Provenance == Provenance.Context,
        _ => value.Type.Provenance is Provenance.Stack or Provenance.MapValue or Provenance.Reservation or Provenance.Packet or Provenance.Memory
            || (value is { Op: IrOp.Null } && parameter.Kind == GlobalParameterKind.MemoryOrNull),
    };

    /// <summary>
    /// Verifiers want every byte written of what a function is passed, which C# doesn't of a variable passed by <c>out</c> and of what is between fields.
    /// </summary>
    private void WriteUnwritten(Value[] values, int index, GlobalParameter parameter)
    {
        Value address = values[index];
        if (address.Root is not { Op: IrOp.Alloca } variable) return;
        bool isShared = values.Where((v, i) => i != index && v.Root == variable).Any();
        if (parameter.Symbol.RefKind == RefKind.Out && !isShared) B.Zero(address, 0, parameter.Layout!.Size);
        else
        {
            foreach (Padding padding in Padding.Of(parameter.Layout!))
                B.Zero(address, padding.Offset, padding.Length);
        }
    }

    private (Subprogram Function, GlobalSignature Signature)? GlobalFunctionOf(IMethodSymbol method)
    {
        MethodLowering root = this;
        while (root.CalledBy is { } caller)
            root = caller;
        DeclaredProgram program = _context.Declared.Programs.First(p => SymbolEqualityComparer.Default.Equals(p.Method, root._method));
        SubprogramKey key = new(method, program.Hook.Type.ToString());
        if (!_context.GlobalFunctions.TryGetValue(key, out (Subprogram, GlobalSignature)? known))
        {
            known = GlobalSignature.Of(_context, method, program) is { } signature ? LowerGlobal(method, signature) : null;
            _context.GlobalFunctions.Add(key, known);
        }

        return known;
    }

    private (Subprogram Function, GlobalSignature Signature)? LowerGlobal(IMethodSymbol method, GlobalSignature signature)
    {
        bool isOfObject = SymbolEqualityComparer.Default.Equals(method.ContainingType, _context.Declared.Class);
        string name = _context.FunctionName(isOfObject ? method.Name : method.ContainingType.Name + "." + method.Name);
        Function function = new(name, [.. signature.Parameters.Select(p => p.Type)], IrType.I64)
        {
            Global = signature.Function,
            Location = _context.Sources.LocationOf(method),
            Needs = [.. NeedsOf(method, signature)],
        };
        FunctionFrame frame = new(function, this);
        frame.Builder.Location = function.Location;
        MethodLowering callee = new(_context, frame, method, null, null);
        for (int i = 0; i < signature.Parameters.Count; i++)
        {
            GlobalParameter parameter = signature.Parameters[i];
            Value value = frame.Builder.Param(i);
            if (parameter.Kind == GlobalParameterKind.Context) frame.Context = value;
            callee._variables[parameter.Symbol] = callee.Received(
                parameter.Symbol, parameter.Kind == GlobalParameterKind.Number ? FromRegister(frame.Builder, value, parameter.Layout!.Scalar!.Value) : value);
        }

        callee.LowerBody();
        if (frame.LacksContext) RefuseGlobal("it needs the program's context, so a parameter has to be that");
        if (frame.LacksLeaveSlot) RefuseGlobal("no [OnFault] can end its program from there, so it must not have a fault");
        frame.Complete(_context);
        return (new(function, new([], function.ReturnType)), signature);

        void RefuseGlobal(string reason) => _context.Diagnostics.Report(RuleIds.GlobalFunctionShape, method, method.Name, reason);
    }

    private IEnumerable<KernelNeed> NeedsOf(IMethodSymbol method, GlobalSignature signature)
    {
        if (signature.Parameters.FirstOrDefault(p => p.Kind is GlobalParameterKind.Memory or GlobalParameterKind.MemoryOrNull) is { } memory)
            yield return Need($"memory as parameter '{memory.Symbol.Name}'", KernelLimits.MemoryArguments);
        if (signature.Function.UnnamedContext is not null) yield return Need("the context of a tracepoint as a parameter", KernelLimits.TaggedArguments);

        KernelNeed Need(string what, System.Version release) =>
            new($"{what} of the global function '{method.Name}'", HelperId.Unspec, _context.Sources.LocationOf(method)) { Release = release };
    }

    /// <summary>A number as it goes through a register between functions that know each other's prototype only.</summary>
    private Value InRegister(Value number) => number.Type.Kind == IrKind.I32 ? B.ZExt(number) : number;

    private static Value FromRegister(FunctionBuilder b, Value register, Scalar scalar) => Numbers.Convert(b, register, new(8, scalar.Signed), scalar);
}
