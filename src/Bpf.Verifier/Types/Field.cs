using Bpf.Verifier.State;

namespace Bpf.Verifier.Types;

/// <summary>What <see cref="StructWalk"/> found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="TypeId">The structure pointed to.</param>
/// <param name="Flags">What the way there and the tags of the field say of the pointer: untrusted behind a union, <c>__rcu</c>, <c>__user</c>, <c>__percpu</c>.</param>
/// <param name="Name">The field's name.</param>
/// <param name="Struct">The innermost structure that holds the field.</param>
/// <param name="Error">The kernel's sentence where there is nothing.</param>
internal readonly record struct Field(
    FieldKind Kind, int TypeId = 0, RegisterType Flags = 0, string Name = "", int Struct = 0, string Error = "");
