using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Bpf.Core.Explain;

/// <summary>
/// Every diagnostic. Ids are banded by who speaks: BPF00xx declaration, 01xx language, 02xx types and layout, 03xx maps, helpers,
/// hooks and kernels, 04xx limits and faults, 05xx verifier, 06xx user space, 09xx suggestions; BPF0000 is an internal error.
/// </summary>
public static partial class Rules
{
    /// <summary>All rules, ordered by id.</summary>
    public static ImmutableArray<DiagnosticRule> All => Index.All;

    /// <summary>The rule of an id; null where there is none.</summary>
    /// <param name="id"><c>BPF</c> and four digits.</param>
    public static DiagnosticRule? Find(string id) => Index.ById.TryGetValue(id, out DiagnosticRule? rule) ? rule : null;

    /// <summary>The rule for a verifier's rejection.</summary>
    /// <param name="reason">The reason.</param>
    public static DiagnosticRule ForRejection(RejectionReason reason) => reason switch
    {
        RejectionReason.PossiblyNull => RejectedPossiblyNull,
        RejectionReason.PacketBounds => RejectedPacketBounds,
        RejectionReason.MemoryBounds => RejectedMemoryBounds,
        RejectionReason.StackAccess => RejectedStackAccess,
        RejectionReason.VariableStackAccess => RejectedVariableStackAccess,
        RejectionReason.ContextAccess => RejectedContextAccess,
        RejectionReason.UninitializedRegister => RejectedUninitializedRegister,
        RejectionReason.UnreleasedReference => RejectedUnreleasedReference,
        RejectionReason.HelperArgument => RejectedHelperArgument,
        RejectionReason.HelperUnavailable => RejectedHelperUnavailable,
        RejectionReason.ReturnValue => RejectedReturnValue,
        RejectionReason.PointerArithmetic => RejectedPointerArithmetic,
        RejectionReason.TooComplex => RejectedTooComplex,
        RejectionReason.InvalidInstruction => RejectedInvalidInstruction,
        RejectionReason.ControlFlow => RejectedControlFlow,
        RejectionReason.ProgramAttributes => RejectedProgramAttributes,
        RejectionReason.UsedAfterRelease => RejectedUsedAfterRelease,
        RejectionReason.ReadOnlyMemory => RejectedReadOnlyMemory,
        RejectionReason.Privilege => RejectedPrivilege,
        _ => RejectedOther,
    };

    private static DiagnosticRule Error(string id, string title, string message, string remedy) =>
        new(id, RuleSeverity.Error, title, message, remedy);

    private static DiagnosticRule Warning(string id, string title, string message, string remedy) =>
        new(id, RuleSeverity.Warning, title, message, remedy);

    private static DiagnosticRule Info(string id, string title, string message, string remedy) =>
        new(id, RuleSeverity.Info, title, message, remedy);

    /// <summary>Made once, when all bands are.</summary>
    private static class Index
    {
        public static readonly ImmutableArray<DiagnosticRule> All =
        [
            .. DeclarationBand,
            .. LanguageBand,
            .. TypesBand,
            .. KernelBand,
            .. LimitsBand,
            .. VerifierBand,
            .. UserSpaceBand,
            .. SuggestionsBand,
        ];

        public static readonly Dictionary<string, DiagnosticRule> ById = All.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
    }
}
