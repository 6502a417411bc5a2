using System;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>The simulated kernel that kernel-side operations talk to while a probe runs on the CLR.</summary>
public static class BpfWorld
{
    [ThreadStatic]
    private static IBpfWorld? current;

    /// <summary>The world of this thread.</summary>
    /// <exception cref="InvalidOperationException">None was entered.</exception>
    public static IBpfWorld Current => current ?? throw new InvalidOperationException(
        "A kernel-side operation ran outside of a kernel. Run the program by its property on Loaded " +
        "(MyObject.Load(world).MyProgram.Run(...)), or enter a world first: using (BpfWorld.Enter(world)) { ... }.");

    /// <summary>Makes a world this thread's until the scope is disposed.</summary>
    /// <param name="world">The world, for example the VM's simulated kernel.</param>
    /// <returns>The scope; disposing it brings back the world before.</returns>
    public static WorldScope Enter(IBpfWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        IBpfWorld? before = current;
        current = world;
        return new WorldScope(before);
    }

    internal static void Restore(IBpfWorld? before) => current = before;
}
