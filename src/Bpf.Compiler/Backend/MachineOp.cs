namespace Bpf.Compiler.Backend;

/// <summary>What a machine instruction is, as far as registers and layout have to know.</summary>
internal enum MachineOp
{
    /// <summary>dst op= src or immediate; opcode says which. Reads dst unless it is a move.</summary>
    Alu,
    /// <summary>dst = src, all 64 bits: the only one that coalescing removes.</summary>
    Move,
    /// <summary>dst = immediate of any size.</summary>
    LoadImmediate,
    /// <summary>dst = address of the map, global section, function or extern named by the symbol.</summary>
    LoadAddress,
    /// <summary>dst = address of a frame object + offset.</summary>
    FrameAddress,
    /// <summary>dst = memory at src (or frame object) + offset.</summary>
    Load,
    /// <summary>Memory at dst (or frame object) + offset = src.</summary>
    Store,
    /// <summary>Memory at dst (or frame object) + offset = immediate.</summary>
    StoreImmediate,
    /// <summary>Atomic operation on memory at dst (or frame object) + offset with src; the immediate says which.</summary>
    Atomic,
    /// <summary>Calls the helper in the immediate, or the kernel's function named by the symbol.</summary>
    Call,
    /// <summary>Calls the function named by the symbol.</summary>
    CallLocal,
    /// <summary>Returns r0.</summary>
    Exit,
    /// <summary>Goes to targets[0].</summary>
    Jump,
    /// <summary>Compares dst with src or immediate; to targets[0] where it holds, else to targets[1]. <c>may_goto</c> goes to targets[0] where the loop is over.</summary>
    Branch,
}
