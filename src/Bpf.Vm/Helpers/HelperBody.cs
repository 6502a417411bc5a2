using Bpf.Vm.Interpreter;

namespace Bpf.Vm.Helpers;

/// <summary>What a helper does when a program calls it.</summary>
/// <param name="machine">The machine that runs the program: gives access to its memory, its kernel and its fault.</param>
/// <param name="r1">First argument.</param>
/// <param name="r2">Second argument.</param>
/// <param name="r3">Third argument.</param>
/// <param name="r4">Fourth argument.</param>
/// <param name="r5">Fifth argument.</param>
/// <returns>R0.</returns>
internal delegate ulong HelperBody(Machine machine, ulong r1, ulong r2, ulong r3, ulong r4, ulong r5);
