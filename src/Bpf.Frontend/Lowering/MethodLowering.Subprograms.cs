using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>BPF-to-BPF calls: methods marked <c>[MethodImpl(MethodImplOptions.NoInlining)]</c>.</summary>
/// <remarks>
/// Methods whose references are to variables that hold references themselves, that return references, or that are local functions with their
/// method's variables in reach are inlined all the same: to call them apart would mean the same and is not possible.
/// </remarks>
internal sealed partial class MethodLowering
{
    /// <summary>Calls a method as a subprogram; null where it is to be inlined.</summary>
    private Operand? TryCallApart(IOperation operation, IMethodSymbol method, Place? instance, object[] arguments, DeclaredMap? receiver)
    {
        if (method.Attribute(WellKnownNames.GlobalFunctionAttribute) is not null) return CallGlobal(operation, method, arguments);
        if ((method.MethodImplementationFlags & MethodImplAttributes.NoInlining) == 0 || method.MethodKind == MethodKind.LocalFunction) return null;
        List<Value> values = [];
        Dictionary<IParameterSymbol, DeclaredMap> maps = new(SymbolEqualityComparer.Default);
        if (receiver is not null) maps.Add(method.OriginalDefinition.ContainingType.ExtensionParameter!, receiver);
        if (instance is not null && !TryPass(instance, values)) return null;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is DeclaredMap map) maps.Add(method.OriginalDefinition.Parameters[i], map);
            else if (!TryPass(arguments[i], values)) return null;
        }

        ITypeSymbol result = TypeOf(method.ReturnType);
        bool returnsMemory = !method.ReturnsVoid && Scalar.Of(result) is null;
        if (returnsMemory && (IsPointerType(result) || result.IsRefLikeType)) return null;
        SubprogramShape shape = new(
            [.. values.Select(v => v.Type)], method.ReturnsVoid || returnsMemory ? IrType.Void : Numbers.TypeOf(Scalar.Of(result)!.Value))
        {
            HasResultMemory = returnsMemory,
        };
        Subprogram subprogram = SubprogramOf(method, instance is not null, shape, maps);
        return CallApart(operation, subprogram, values, result);
    }

    /// <summary>Adds an argument as one value; false for what has no address to pass.</summary>
    private bool TryPass(object argument, List<Value> values)
    {
        Value? value = argument switch
        {
            Place { Pointer: null, Span: null, Element: null, Kernel: null } place => AddressOf(place),
            Operand { Value: { } number } => number,
            Operand { Memory: { Pointer: null } memory } => AddressOf(memory),
            _ => null,
        };
        if (value is null or { Type: { IsPtr: true, Provenance: Provenance.None } }) return false;
        values.Add(value);
        return true;
    }

    private Operand CallApart(IOperation operation, Subprogram subprogram, List<Value> values, ITypeSymbol result)
    {
        SubprogramShape shape = subprogram.Shape;
        Value? leaveSlot = null;
        if (shape.HasLeaveSlot)
        {
            leaveSlot = B.Alloca(8, 8);
            B.Store(leaveSlot, 0, B.I64(0), 8);
            values.Insert(0, leaveSlot);
        }

        if (shape.HasContext) values.Insert(0, ContextPointer);
        Place? memory = shape.HasResultMemory ? Temporary(result, operation, null) : null;
        if (memory is not null) values.Add(AddressOf(memory));

        Value returned = B.Call(subprogram.Function, [.. Packed(values, shape)]);
        if (leaveSlot is not null) LeaveIfSet(leaveSlot);
        if (memory is not null) return Operand.In(memory, isOwned: true);
        return shape.Result.Kind == IrKind.Void ? Operand.Nothing : Operand.Of(returned, result);
    }

    private void LeaveIfSet(Value leaveSlot)
    {
        Value leaving = B.Load(IrType.I64, leaveSlot, 0, 8);
        Compiler.Ir.BasicBlock left = B.AddBlock();
        Compiler.Ir.BasicBlock going = B.AddBlock();
        B.Branch(B.Compare(IrOp.Ne, leaving, B.I64(0)), left, going);
        B.PositionAt(left);
        RunFinallyOfAll();
        _frame.Leave(leaving);
        B.PositionAt(going);
    }

    /// <summary>The values for the registers, the others on the stack.</summary>
    private IEnumerable<Value> Packed(List<Value> values, SubprogramShape shape)
    {
        if (shape.InRegisters == values.Count) return values;
        Value block = B.Alloca(8 * (values.Count - shape.InRegisters), 8);
        for (int i = shape.InRegisters; i < values.Count; i++)
            B.Store(block, 8 * (i - shape.InRegisters), values[i], SubprogramShape.WidthOf(values[i].Type));
        return [.. values.Take(shape.InRegisters), block];
    }

    private Subprogram SubprogramOf(IMethodSymbol method, bool hasThis, SubprogramShape shape, Dictionary<IParameterSymbol, DeclaredMap> maps)
    {
        string details = string.Join(",", shape.Values) + ":" + string.Join(",", maps.Values.Select(m => m.Field.Name)) + ":" + shape.Result + "|" + _faultValue?.ToString(CultureInfo.InvariantCulture) + "|" + _frame.Root.Program?.Type;
        SubprogramKey key = new(method, details);
        if (_context.Subprograms.TryGetValue(key, out Subprogram? known)) return known;

        string name = _context.FunctionName(method.ContainingType.Name + "." + method.Name);
        while (true)
        {
            Function function = new(name, shape.Parameters, shape.Result) { Location = _context.Sources.LocationOf(method) };
            FunctionFrame frame = new(function, this);
            LowerApart(method, hasThis, shape, maps, frame);
            if (!frame.LacksContext && !frame.LacksLeaveSlot)
            {
                Subprogram made = new(function, shape);
                _context.Subprograms.Add(key, made);
                frame.Complete(_context);
                return made;
            }

            shape = shape with { HasContext = shape.HasContext || frame.LacksContext, HasLeaveSlot = shape.HasLeaveSlot || frame.LacksLeaveSlot };
        }
    }

    private void LowerApart(IMethodSymbol method, bool hasThis, SubprogramShape shape, Dictionary<IParameterSymbol, DeclaredMap> maps, FunctionFrame frame)
    {
        MethodLowering callee = new(_context, frame, method, null, null);
        FunctionBuilder b = frame.Builder;
        b.Location = _context.Sources.LocationOf(method);
        Queue<Value> values = new(Unpacked(b, shape));
        if (shape.HasContext) frame.Context = values.Dequeue();
        if (shape.HasLeaveSlot) frame.LeaveSlot = values.Dequeue();
        if (hasThis) callee._this = Place.At(values.Dequeue(), 0, method.ContainingType) with { IsReadOnly = method.IsReadOnly };
        foreach (KeyValuePair<IParameterSymbol, DeclaredMap> map in maps)
            callee._maps.Add(map.Key, map.Value);
        foreach (IParameterSymbol parameter in method.OriginalDefinition.Parameters.Where(p => !maps.ContainsKey(p)))
            callee._variables[parameter] = callee.Received(parameter, values.Dequeue());
        if (shape.HasResultMemory) callee._result = Place.At(values.Dequeue(), 0, callee.TypeOf(method.ReturnType));
        callee.LowerBody();
    }

    private static List<Value> Unpacked(FunctionBuilder b, SubprogramShape shape)
    {
        List<Value> values = [.. shape.Parameters.Select((_, i) => b.Param(i))];
        if (shape.InRegisters == shape.Values.Count) return values;
        Value block = values[shape.InRegisters];
        values.RemoveAt(shape.InRegisters);
        for (int i = shape.InRegisters; i < shape.Values.Count; i++)
            values.Add(b.Load(shape.Values[i], block, 8 * (i - shape.InRegisters), SubprogramShape.WidthOf(shape.Values[i])));
        return values;
    }

    /// <summary>The variable of a parameter: what a reference refers to, the caller's copy of a struct, or a variable of its own.</summary>
    private Place Received(IParameterSymbol parameter, Value value)
    {
        ITypeSymbol type = TypeOf(parameter.Type);
        if (parameter.RefKind != RefKind.None)
            return Place.At(value, 0, type) with { IsReadOnly = parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter };
        if (IsPointerType(type))
        {
            PointerVariable variable = new(B, parameter.Name);
            variable.TryStore(B, value);
            return Place.Of(variable, type);
        }

        if (Scalar.Of(type) is not { } scalar) return Place.At(value, 0, type);
        Place own = Place.At(B.Alloca(scalar.Width, scalar.Width, parameter.Name), 0, type);
        B.Store(own.Address, 0, value, scalar.Width);
        return own;
    }
}
