using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>
/// Memory that programs and user space share, pointers in it included: <c>BPF_MAP_TYPE_ARENA</c> (Linux 6.9). Programs allocate its pages, make what they like in
/// them and link it by <see cref="ArenaPtr{T}"/>s; <see cref="BpfArena"/> follows the same pointers. An object has one, which its <see cref="InArenaAttribute"/> fields
/// stand in, too.
/// </summary>
/// <param name="pages">Its size in pages, at most 4 GiB. A constant.</param>
/// <param name="name">The name in the object: the field's, given by the compiler.</param>
public sealed class Arena(int pages, [CallerMemberName] string name = "") : MapDeclaration(MapType.Arena, pages, name)
{
    /// <summary>Allocates pages, filled with zeros: <c>bpf_arena_alloc_pages</c>. Before Linux 7.2 only programs that may sleep can.</summary>
    /// <typeparam name="T">What is to be there.</typeparam>
    /// <param name="count">How many, one after another.</param>
    /// <returns>The first byte of the first page; null where there is no room.</returns>
    public ArenaPtr<T> AllocatePages<T>(uint count) where T : unmanaged => throw BytecodeOnly.Question("bpf_arena_alloc_pages");

    /// <summary>Gives pages back: <c>bpf_arena_free_pages</c>. Before Linux 7.2 only programs that may sleep can.</summary>
    /// <typeparam name="T">What was there.</typeparam>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public void FreePages<T>(ArenaPtr<T> first, uint count) where T : unmanaged => throw BytecodeOnly.Question("bpf_arena_free_pages");

    /// <summary>The address of a variable in the arena: an <see cref="InArenaAttribute"/> field, or part of what a pointer points to.</summary>
    /// <typeparam name="T">The variable's type.</typeparam>
    /// <param name="variable">The variable.</param>
    public ArenaPtr<T> PointerTo<T>(ref T variable) where T : unmanaged => throw BytecodeOnly.Question("an arena's memory");
}
