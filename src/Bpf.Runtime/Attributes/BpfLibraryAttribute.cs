using System;

namespace Bpf;

/// <summary>
/// A type whose members BPF programs of other assemblies may use. Its assembly carries the source of it beside its IL, so that such programs are compiled
/// as if the type stood in their project: generic members, spans and references to any memory included. It uses only what is public, or a
/// <c>[BpfLibrary]</c> type itself (BPF0126).
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface)]
public sealed class BpfLibraryAttribute : Attribute;
