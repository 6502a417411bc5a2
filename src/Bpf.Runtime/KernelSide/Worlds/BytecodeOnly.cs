using System;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>What only bytecode can do: there is no model of it that C# on the CLR could call.</summary>
internal static class BytecodeOnly
{
    public static NotSupportedException Helper(HelperId helper) => Question($"bpf_{Core.Kernel.Helpers.Find(helper)?.Name}");

    public static NotSupportedException Question(string what) => new(
        $"{what} is there in the kernel and, where it is simulated, in the VM: load the program with " +
        $"{nameof(LoadOptions)}.{nameof(LoadOptions.Mode)} = {nameof(WorldMode)}.{nameof(WorldMode.Bytecode)} to run its bytecode.");
}
