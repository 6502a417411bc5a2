namespace Bpf.Frontend.Declarations;

/// <summary>Where programs of a hook have the arguments of the function that it is in.</summary>
internal enum ArgumentSource
{
    /// <summary>They take a context, or nothing.</summary>
    None,

    /// <summary>A slot of eight bytes each, of types that the verifier knows.</summary>
    Typed,

    /// <summary>The same, and the function's result behind them.</summary>
    TypedWithResult,

    /// <summary>Registers.</summary>
    Registers,

    /// <summary>The registers of the process that made the system call, whose address the function is given.</summary>
    SystemCall,

    /// <summary>The register of the function's result.</summary>
    ResultRegister,
}
