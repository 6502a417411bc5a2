using Bpf.Vm.Interpreter;

namespace Bpf.Vm.Helpers;

/// <summary>Helpers on the current task that fill memory.</summary>
internal static class TaskHelpers
{
    /// <summary><c>bpf_get_current_comm(buf, size)</c>: the name, NUL-terminated and padded.</summary>
    public static ulong GetCurrentComm(Machine machine, ulong buffer, ulong size, ulong r3, ulong r4, ulong r5)
    {
        machine.Kernel.GetCurrentComm(machine.Write(buffer, (uint)size));
        return 0;
    }
}
