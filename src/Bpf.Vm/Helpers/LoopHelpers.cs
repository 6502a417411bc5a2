using Bpf.Vm.Interpreter;

namespace Bpf.Vm.Helpers;

/// <summary>Loops as helpers.</summary>
internal static class LoopHelpers
{
    /// <summary><c>bpf_loop(nr_loops, callback, ctx, flags)</c>: calls <c>callback(i, ctx)</c> until it returns other than 0.</summary>
    /// <returns>Calls made, -EINVAL for flags, or -E2BIG for more than 8 Mi loops.</returns>
    public static ulong Loop(Machine machine, ulong count, ulong callback, ulong context, ulong flags, ulong r5)
    {
        int entry = machine.CallbackArgument(callback);
        if (flags != 0) return unchecked((ulong)-Errno.EINVAL);
        uint loops = (uint)count;
        if (loops > Machine.MaxLoops) return unchecked((ulong)-Errno.E2BIG);
        for (uint i = 0; i < loops; i++)
            if (machine.Execute(entry, i, context) != 0) return i + 1;
        return loops;
    }
}
