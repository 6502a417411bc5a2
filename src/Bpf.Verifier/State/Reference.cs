namespace Bpf.Verifier.State;

/// <summary>A resource that a program holds and must release (<c>struct bpf_reference_state</c>).</summary>
/// <param name="Id">What registers that hold it carry in <see cref="RegisterState.RefObjId"/>.</param>
/// <param name="Instruction">The call that acquired it.</param>
internal readonly record struct Reference(int Id, int Instruction);
