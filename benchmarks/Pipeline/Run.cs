namespace Pipeline;

/// <summary>One way of an example through the compiler.</summary>
/// <param name="Frontend">Binding its methods and lowering them to SSA.</param>
/// <param name="Backend">Passes, code and the ELF object.</param>
/// <param name="Verify">The simulated verifiers of all kernels together.</param>
/// <param name="Instructions">Slots of 8 bytes, all programs together.</param>
/// <param name="Listing">The programs in the kernel's syntax.</param>
internal sealed record Run(TimeSpan Frontend, TimeSpan Backend, TimeSpan Verify, int Instructions, string Listing);
