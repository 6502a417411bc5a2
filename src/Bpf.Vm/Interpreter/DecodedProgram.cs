using System.Runtime.CompilerServices;
using Bpf.Core.Link;
using Bpf.Vm.Helpers;
using Bpf.Vm.Hooks;
using Bpf.Vm.Memory;

namespace Bpf.Vm.Interpreter;

/// <summary>A program ready to run: decoded once, for one kernel's maps.</summary>
internal sealed unsafe class DecodedProgram
{
    private readonly PinnedBuffer _code;

    /// <summary>Keeps what the decoder made.</summary>
    public DecodedProgram(LoadRequest request, Hook hook, ulong address, DecodedInstruction[] code, int[] slots, HelperBody[] helpers)
    {
        Request = request;
        Hook = hook;
        Address = address;
        Slots = slots;
        Helpers = helpers;
        _code = new PinnedBuffer(code.Length * Unsafe.SizeOf<DecodedInstruction>());
        Code = (DecodedInstruction*)_code.Pointer;
        for (int i = 0; i < code.Length; i++) Code[i] = code[i];
    }

    /// <summary>What it was decoded from.</summary>
    public LoadRequest Request { get; }

    /// <summary>What its runs are given.</summary>
    public Hook Hook { get; }

    /// <summary>The address that stands for the first decoded instruction; the others follow one by one.</summary>
    public ulong Address { get; }

    /// <summary>The instructions and a last one that faults.</summary>
    public DecodedInstruction* Code { get; }

    /// <summary>The slot that each decoded instruction starts at.</summary>
    public int[] Slots { get; }

    /// <summary>The helpers it calls, by a call instruction's <see cref="DecodedInstruction.Offset"/>.</summary>
    public HelperBody[] Helpers { get; }
}
