using System;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>
/// Programs to go on with, by slot: <c>BPF_MAP_TYPE_PROG_ARRAY</c>. User space puts programs of the same type into the slots; empty ones are
/// not gone to.
/// </summary>
/// <typeparam name="TSlot">An enumeration over <c>int</c> or <c>uint</c> whose members, from 0, are the slots.</typeparam>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class ProgramArray<TSlot>([CallerMemberName] string name = "")
    : MapDeclaration(MapType.ProgArray, Slots<TSlot>.Count, name) where TSlot : unmanaged, Enum
{
    /// <summary>
    /// Goes on with the program in a slot, on the same context: <c>bpf_tail_call</c>. It returns only where the slot is empty, or 33 programs
    /// have been gone through already.
    /// </summary>
    /// <param name="slot">The slot.</param>
    public void TailCall(TSlot slot) => throw BytecodeOnly.Helper(HelperId.TailCall);
}
