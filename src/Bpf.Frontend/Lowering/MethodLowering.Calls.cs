using System.Collections.Generic;
using System.Linq;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Intrinsics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Bpf.Frontend.Lowering;

/// <summary>Calls: a row of the intrinsics table, or source that is inlined.</summary>
internal sealed partial class MethodLowering
{
    private Operand Call(IInvocationOperation call)
    {
        if (OmittedCalls.IsOmitted(call)) return Operand.Nothing;
        if (Advance(call) is { } advanced) return advanced;
        if (IntrinsicTable.Find(call.TargetMethod) is { } intrinsic) return intrinsic(new(this, call, call.Instance, call.Arguments, call.TargetMethod));
        if (KernelFunctionOf(call.TargetMethod) is { } kernelFunction) return CallKernel(call, kernelFunction);
        if (call.TargetMethod.ReturnsByRef || call.TargetMethod.ReturnsByRefReadonly) return Read(PlaceOf(call));
        IMethodSymbol method = ImplementationOf(call.TargetMethod, call.ConstrainedToType, call.Instance);
        if (NumberMembers.Find(method) is { } number) return number(new(this, call, call.Instance, call.Arguments, method));
        if (method is { IsImplicitlyDeclared: true, Name: nameof(Equals), Parameters.Length: 1 } && call.Instance is { } instance
            && RecordMember(method, call, KeptCopy(Lower(instance), call), Lower(call.Arguments[0].Value)) is { } same) return same;
        return Inline(call, method, call.Instance, call.Arguments, null);
    }

    /// <summary>The method or accessor that runs: for an interface's, called on a struct, the struct's own.</summary>
    private IMethodSymbol ImplementationOf(IMethodSymbol called, ITypeSymbol? constrainedTo, IOperation? instance)
    {
        IMethodSymbol method = Resolved(called, constrainedTo);
        if (method is not { IsStatic: false, ContainingType.TypeKind: TypeKind.Interface }) return method;
        // In a body that an interface has itself, `this` is the struct it was called on.
        ITypeSymbol? receiver = instance is IInstanceReferenceOperation ? ThisPlace()?.Type : instance?.Type is { } type ? TypeOf(type) : null;
        return receiver is { IsValueType: true } && receiver.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation ? implementation : method;
    }

    /// <summary>A method with this activation's type arguments.</summary>
    public IMethodSymbol Resolved(IMethodSymbol method, ITypeSymbol? constrainedTo = null) => _types.Of(method, constrainedTo);

    /// <summary>Evaluates instance and arguments in order and lowers the callee's body here.</summary>
    private Operand Inline(
        IOperation operation, IMethodSymbol method, IOperation? instance, IEnumerable<IArgumentOperation> arguments, Place? result)
    {
        method = Resolved(method);
        if (IsUserSide(method)) throw Report(RuleIds.UserSideInProgram, operation, method.Shown());
        DeclaredMap? receiver = instance is null ? null : PassedMap(method.ContainingType.ExtensionParameter, instance);
        Place? target = instance is null || receiver is not null || method.IsStatic || method.MethodKind == MethodKind.LocalFunction ? null
            : method.ContainingType.ExtensionParameter is { RefKind: RefKind.None } ? Spilled(KeptCopy(Lower(instance), instance), instance, instance.Type)
            : ReceiverOf(instance, method);
        IArgumentOperation[] given = [.. arguments];
        object[] bound = new object[method.Parameters.Length];
        foreach (IArgumentOperation argument in given)
        {
            if (argument.Parameter is not { } parameter || argument.ArgumentKind == ArgumentKind.ParamArray) throw Unsupported(argument);
            if (parameter.RefKind is RefKind.Ref or RefKind.Out) RequireWritable(argument.Value);
            bound[parameter.Ordinal] = PassedMap(parameter, argument.Value) is { } map ? map
                : parameter.RefKind == RefKind.None ? KeptCopy(Lower(argument.Value), argument)
                : VariableOrValue(argument.Value) with { IsReadOnly = parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter };
        }

        return Run(operation, method, target, bound, result, receiver);
    }

    /// <summary>Runs an operator or conversion method: an intrinsic, or inlined.</summary>
    private Operand InvokeOperator(IMethodSymbol method, IOperation operation, Operand[] arguments)
    {
        method = Resolved(method);
        if (IntrinsicTable.FindOperator(method) is { } intrinsic) return intrinsic(this, operation, arguments);
        if (arguments is [var left, var right] && RecordMember(method, operation, left, right) is { } made) return made;
        return Run(operation, method, null, arguments, null);
    }

    /// <summary>Lowers a callee's body here.</summary>
    /// <param name="operation">The call.</param>
    /// <param name="method">The callee, constructed.</param>
    /// <param name="instance">Its <c>this</c>; null for static ones.</param>
    /// <param name="arguments">An <see cref="Operand"/> for a value parameter, a <see cref="Place"/> for a reference, a <see cref="DeclaredMap"/> for a map.</param>
    /// <param name="result">Where a returned reference goes; null for values.</param>
    /// <param name="receiver">The map that a member of an extension block is called on; null for all else.</param>
    private Operand Run(IOperation operation, IMethodSymbol method, Place? instance, object[] arguments, Place? result, DeclaredMap? receiver = null)
    {
        if (IsDispatched(method, instance)) throw Report(RuleIds.VirtualCall, operation, method.Shown());
        if (BodilessAccessor(method, instance, arguments, operation) is { } accessed) return accessed;
        if (method.DeclaringSyntaxReferences.IsEmpty || method.IsExtern) throw NoSource(operation, method);
        if (IsActive(method)) throw Report(RuleIds.Recursion, operation, method.Shown(), CallChain(method));
        if (_depth >= MaxDepth) throw Report(RuleIds.CallDepth, operation, _frame.Root.Name, MaxDepth, "what is inlined is not followed deeper");

        if (instance is not null && WorksOnCopy(method, instance)) instance = Copied(Read(instance), operation);
        if (result is null && TryCallApart(operation, method, instance, arguments, receiver) is { } apart) return apart;

        // C# doesn't let a readonly method's body write to it, so what is called on its fields works on copies.
        Place? @this = method is { IsReadOnly: true, ContainingType.ExtensionParameter: null } && instance is not null ? instance with { IsReadOnly = true } : instance;
        MethodLowering callee = new(_context, _frame, method, this, LocationOf(operation)) { _this = @this };

        if (receiver is not null) callee._maps[method.OriginalDefinition.ContainingType.ExtensionParameter!] = receiver;
        for (int i = 0; i < arguments.Length; i++)
        {
            IParameterSymbol parameter = method.OriginalDefinition.Parameters[i];
            if (arguments[i] is DeclaredMap map)
            {
                callee._maps[parameter] = map;
                continue;
            }

            callee._variables[parameter] = arguments[i] switch
            {
                Place place => place,
                Operand { Memory: { } memory, IsOwned: true } => memory,
                Operand value => Spilled(value, operation, callee.TypeOf(parameter.Type), parameter.Name),
                _ => throw Unsupported(operation),
            };
        }

        if (!method.ReturnsVoid) callee._result = result ?? Temporary(method.ReturnType, operation, null);
        callee.LowerBody();
        if (method.ReturnsVoid) return Operand.Nothing;
        if (result is not null) return Operand.Nothing;
        Operand returned = Read(callee._result!);
        return returned.Memory is { } owned ? Operand.In(owned, isOwned: true) : returned;
    }

    /// <summary>True where only a running program knows the method: an interface's own body runs where the struct that it was called on has none.</summary>
    private static bool IsDispatched(IMethodSymbol method, Place? instance) => method.IsAbstract
        || (method.IsOverride && !method.ContainingType.IsValueType)
        || (method is { IsVirtual: true, IsStatic: false } && !(method.ContainingType.TypeKind == TypeKind.Interface && instance?.Type is { IsValueType: true }));

    /// <summary>True where a method that may write is called on what C# doesn't let it write, and where an interface's own body runs, for which C# boxes the struct.</summary>
    private static bool WorksOnCopy(IMethodSymbol method, Place instance) => method.ContainingType.TypeKind == TypeKind.Interface
        || (instance.IsReadOnly && !method.IsReadOnly && method.ContainingType is { IsReadOnly: false, ExtensionParameter: null });

    /// <summary>What a method is called on. A copy is made before the arguments are evaluated, which may write to what it is a copy of.</summary>
    private Place ReceiverOf(IOperation instance, IMethodSymbol method)
    {
        Place receiver = VariableOrValue(instance);
        return receiver.Pointer is null && WorksOnCopy(method, receiver) ? Copied(Read(receiver), instance) : receiver;
    }

    /// <summary>The variable of an expression, or a new one that holds its value, which an automatic property's field is not.</summary>
    private Place VariableOrValue(IOperation operation) => IsOfProperty(operation) ? Copied(Lower(operation), operation) : PlaceOrCopy(operation);

    private Place Copied(Operand value, IOperation where) => KeptCopy(value, where) is { Memory: { } memory } ? memory : Spilled(value, where);

    /// <summary>True for what an automatic property holds, and for a part of that: C# reads it into a variable of its own.</summary>
    private static bool IsOfProperty(IOperation? operation) => operation switch
    {
        IParenthesizedOperation parenthesized => IsOfProperty(parenthesized.Operand),
        IFieldReferenceOperation field => IsOfProperty(field.Instance),
        IInlineArrayAccessOperation element => IsOfProperty(element.Instance),
        IPropertyReferenceOperation { Property: { ReturnsByRef: false, ReturnsByRefReadonly: false } property } =>
            IntrinsicTable.FindPlace(property) is null && IntrinsicTable.Find(property) is null && IsAutomatic(property) && BackingFieldOf(property) is not null,
        _ => false,
    };

    /// <summary>The method that a call would run and that has neither source nor a meaning here; null where all is well.</summary>
    public IMethodSymbol? LacksSource(IInvocationOperation call)
    {
        if (call.TargetMethod.MethodKind is MethodKind.DelegateInvoke or MethodKind.LocalFunction || IntrinsicTable.Find(call.TargetMethod) is not null) return null;
        IMethodSymbol method = ImplementationOf(call.TargetMethod, call.ConstrainedToType, call.Instance);
        bool hasSource = !method.DeclaringSyntaxReferences.IsEmpty || method.IsImplicitlyDeclared || IntrinsicTable.Find(method) is not null;
        return hasSource || IsUserSide(method) ? null : method;
    }

    /// <summary>Reports a method that has no body here, and what there is instead of it.</summary>
    public LoweringException NoSource(IOperation operation, IMethodSymbol method) =>
        Report(RuleIds.NoSource, operation, method.Shown(), Substitutes.For(method));

    /// <summary>True for what the build adds to object classes, and for members of the runtime that no row of the table gives a meaning here.</summary>
    public bool IsUserSide(IMethodSymbol method) => method.DeclaringSyntaxReferences.IsEmpty
        ? SymbolEqualityComparer.Default.Equals(
            method.ContainingAssembly, _context.Declared.Class.Attribute(WellKnownNames.BpfObjectAttribute)?.AttributeClass?.ContainingAssembly)
        : method.DeclaringSyntaxReferences.All(r => r.SyntaxTree.FilePath.EndsWith(FrontEnd.GeneratedFileSuffix, System.StringComparison.Ordinal));

    /// <summary><c>get;</c> or <c>set;</c> beside an accessor with code, which reaches the same field; null for other methods.</summary>
    private Operand? BodilessAccessor(IMethodSymbol method, Place? instance, object[] arguments, IOperation where)
    {
        if (instance is null || method.AssociatedSymbol is not IPropertySymbol property || BackingFieldOf(property) is not { } field) return null;
        if (!method.DeclaringSyntaxReferences.All(r => r.GetSyntax() is AccessorDeclarationSyntax { Body: null, ExpressionBody: null })) return null;
        Place place = FieldOf(instance, field, where);
        if (method.MethodKind == MethodKind.PropertyGet) return Read(place);
        Assign(place, arguments is [Operand value] ? value : throw Unsupported(where), where);
        return Operand.Nothing;
    }

    private Place Spilled(Operand value, IOperation where, ITypeSymbol? type = null, string? name = null)
    {
        Place place = Temporary(type ?? value.Type!, where, name);
        Assign(place, value, where);
        return place;
    }

    private string CallChain(IMethodSymbol method)
    {
        List<string> names = [method.Name];
        for (MethodLowering? activation = this; activation is not null; activation = activation.CalledBy)
        {
            names.Add(activation._method.Name);
            if (SymbolEqualityComparer.Default.Equals(activation._method, method)) break;
        }

        return string.Join(" -> ", Enumerable.Reverse(names));
    }

    private Operand Create(IObjectCreationOperation creation)
    {
        ITypeSymbol type = TypeOf(creation.Type!);
        if (type.Is(WellKnownNames.TraceHandler)) return Operand.Of(new TraceMessage(), type);
        if (!type.IsValueType) throw Report(RuleIds.HeapObject, creation, type.Shown());
        if (creation.Constructor is { } known && IntrinsicTable.Find(known) is { } intrinsic)
            return intrinsic(new(this, creation, null, creation.Arguments, known));
        if (creation.Constructor is null or { IsImplicitlyDeclared: true, Parameters.IsEmpty: true }) return Default(type, creation);

        Place memory = Temporary(type, creation, null);
        IMethodSymbol constructor = Resolved(creation.Constructor);
        object[] arguments = new object[constructor.Parameters.Length];
        foreach (IArgumentOperation argument in creation.Arguments)
        {
            if (argument.Parameter is not { } parameter || argument.ArgumentKind == ArgumentKind.ParamArray) throw Unsupported(argument);
            arguments[parameter.Ordinal] = parameter.RefKind == RefKind.None ? KeptCopy(Lower(argument.Value), argument) : VariableOrValue(argument.Value);
        }

        // C# sets every field before the body runs that the body doesn't set itself.
        Zero(memory, creation);
        Run(creation, constructor, memory, arguments, null);
        return Operand.In(memory, isOwned: true);
    }
}
