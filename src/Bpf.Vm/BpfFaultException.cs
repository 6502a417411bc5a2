using System;

namespace Bpf.Vm;

/// <summary>
/// A program did in the simulated kernel what the verifier exists to prevent: a bad access, a bad argument, a runaway loop.
/// The run has ended; what it did until then stays done.
/// </summary>
public sealed class BpfFaultException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="program">The program's name.</param>
    /// <param name="instruction">The slot of the faulting instruction.</param>
    /// <param name="address">The simulated address accessed, or 0.</param>
    /// <param name="reason">What went wrong, a sentence without its end.</param>
    public BpfFaultException(string program, int instruction, ulong address, string reason)
        : base($"Program '{program}', instruction {instruction}: {reason}.")
    {
        Program = program;
        Instruction = instruction;
        Address = address;
        Reason = reason;
    }

    /// <summary>The name of the program that ran.</summary>
    public string Program { get; }

    /// <summary>The index of the faulting instruction, in 8-byte slots from the start of the program.</summary>
    public int Instruction { get; }

    /// <summary>The simulated address that was accessed; 0 where the fault is none of memory.</summary>
    public ulong Address { get; }

    /// <summary>What went wrong: <c>8-byte read at offset 8 of a value of map 'counts' (8 bytes)</c>.</summary>
    public string Reason { get; }
}
