namespace Bpf.Core.Kernel;

/// <summary>What stands elsewhere on every architecture: registers of a probe's context, where registers in memory hold a system call's arguments, and the order of accesses.</summary>
public enum MachineValue
{
    /// <summary>The function's first argument.</summary>
    Argument0,

    /// <summary>The function's second argument.</summary>
    Argument1,

    /// <summary>The function's third argument.</summary>
    Argument2,

    /// <summary>The function's fourth argument.</summary>
    Argument3,

    /// <summary>The function's fifth argument.</summary>
    Argument4,

    /// <summary>The function's sixth argument.</summary>
    Argument5,

    /// <summary>The function's result.</summary>
    ReturnValue,

    /// <summary>The program counter.</summary>
    InstructionPointer,

    /// <summary>The stack pointer.</summary>
    StackPointer,

    /// <summary>A perf event's period, behind its registers.</summary>
    SamplePeriod,

    /// <summary>The address that a perf event is about, behind its period.</summary>
    SampledAddress,

    /// <summary>A system call's first argument, in the registers that its function is given the address of.</summary>
    SystemCallArgument0,

    /// <summary>A system call's second argument.</summary>
    SystemCallArgument1,

    /// <summary>A system call's third argument.</summary>
    SystemCallArgument2,

    /// <summary>A system call's fourth argument.</summary>
    SystemCallArgument3,

    /// <summary>A system call's fifth argument.</summary>
    SystemCallArgument4,

    /// <summary>A system call's sixth argument.</summary>
    SystemCallArgument5,

    /// <summary>No place but an order: a load that later accesses wait for. Plain loads are that on x86-64.</summary>
    Acquire,

    /// <summary>No place but an order: a store that waits for earlier accesses. Plain stores are that on x86-64.</summary>
    Release,
}
