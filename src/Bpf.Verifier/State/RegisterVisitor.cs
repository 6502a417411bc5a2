namespace Bpf.Verifier.State;

/// <summary>Does something with one register or spilled slot.</summary>
internal delegate void RegisterVisitor(ref RegisterState reg);
