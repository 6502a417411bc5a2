namespace Bpf;

/// <summary>What runs when a program is run in a simulated world.</summary>
public enum WorldMode
{
    /// <summary>The compiled bytecode, instruction by instruction.</summary>
    Bytecode,

    /// <summary>The C# method itself, on the CLR: breakpoints work in it. Globals are then the class's own static fields.</summary>
    Clr,
}
