using System;
using System.Collections.Generic;
using System.Globalization;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Lowers a call.</summary>
internal delegate Operand Intrinsic(IntrinsicCall call);

/// <summary>Lowers a member that names a variable (<c>Ref&lt;T&gt;.Value</c>).</summary>
internal delegate Place PlaceIntrinsic(IntrinsicCall call);

/// <summary>Lowers an operator or conversion whose operands are evaluated already.</summary>
internal delegate Operand OperatorIntrinsic(MethodLowering lowering, IOperation operation, Operand[] operands);

/// <summary>
/// Every member without source here that has a meaning in a BPF program, by documentation-comment id of its definition: our
/// kernel-side API and what is known of the BCL.
/// </summary>
internal static partial class IntrinsicTable
{
    private static readonly Dictionary<string, Intrinsic> s_members = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, PlaceIntrinsic> s_places = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, OperatorIntrinsic> s_operators = new(StringComparer.Ordinal);

    static IntrinsicTable()
    {
        AddMaps();
        AddCallbacks();
        AddSections();
        AddSessions();
        AddTimers();
        AddWorkQueues();
        AddDynptrs();
        AddKptrs();
        AddArenas();
        AddTasks();
        AddSpecialMaps();
        AddSocketMaps();
        AddStorages();
        AddUsdt();
        AddUserRings();
        AddPackets();
        AddContexts();
        AddHelpers();
        AddKernelTypes();
        AddTrace();
        AddByteOrder();
        AddInterlocked();
        AddNumbers();
        AddCharacters();
        AddBytes();
        AddNullables();
        AddSpans();
        AddSearches();
        AddComparisons();
    }

    /// <summary>The row of a method or constructor; null where there is none.</summary>
    public static Intrinsic? Find(IMethodSymbol method) => Lookup(s_members, method) ?? NumberMembers.Find(method);

    /// <summary>The row of a property; null where there is none.</summary>
    public static Intrinsic? Find(IPropertySymbol property) => Lookup(s_members, property) ?? (property.GetMethod is { } getter ? NumberMembers.Find(getter) : null);

    /// <summary>The row of a property that names a variable; null where there is none.</summary>
    public static PlaceIntrinsic? FindPlace(IPropertySymbol property) => Lookup(s_places, property);

    /// <summary>The row of a method that returns a reference; null where there is none.</summary>
    public static PlaceIntrinsic? FindPlace(IMethodSymbol method) => Lookup(s_places, method);

    /// <summary>The row of an operator or conversion; null where there is none.</summary>
    public static OperatorIntrinsic? FindOperator(IMethodSymbol method) => Lookup(s_operators, method);

    /// <summary>True where a member has a row, by its documentation-comment id.</summary>
    public static bool Knows(string documentationId) =>
        s_members.ContainsKey(documentationId) || s_places.ContainsKey(documentationId) || s_operators.ContainsKey(documentationId);

    private static T? Lookup<T>(Dictionary<string, T> rows, ISymbol member)
        where T : class
    {
        if (member.ContainingNamespace is not { } ns || member.Locations is [{ IsInSource: true }] && ns.Name != WellKnownNames.Namespace) return null;
        return member.OriginalDefinition.GetDocumentationCommentId() is { } id && rows.TryGetValue(id, out T? row) ? row : null;
    }

    private static void Row(string id, Intrinsic lowering) => s_members.Add(id, lowering);

    private static void PlaceRow(string id, PlaceIntrinsic lowering)
    {
        s_places.Add(id, lowering);
        s_members.Add(id, c => c.Lowering.Read(lowering(c)));
    }

    private static void OperatorRow(string id, OperatorIntrinsic lowering) => s_operators.Add(id, lowering);

    /// <summary>A row for each of some types, named in the id by <c>{0}</c>.</summary>
    private static void Rows(string idFormat, string[] types, Intrinsic lowering)
    {
        foreach (string type in types)
            Row(string.Format(CultureInfo.InvariantCulture, idFormat, type), lowering);
    }
}
