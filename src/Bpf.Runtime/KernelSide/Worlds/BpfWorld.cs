using System;
using Bpf.Core.Worlds;

namespace Bpf;

/// <summary>The simulated kernel that kernel-side operations talk to while a probe runs on the CLR.</summary>
public static class BpfWorld
{
    [ThreadStatic]
    private static IBpfWorld? current;

    [ThreadStatic]
    private static byte[]? packet;

    /// <summary>The world of this thread.</summary>
    /// <exception cref="InvalidOperationException">None was entered.</exception>
    public static IBpfWorld Current => current ?? throw new InvalidOperationException(
        "A kernel-side operation ran outside of a kernel. Run the program by its property on Loaded " +
        "(MyObject.Load(world).MyProgram.Run(...)), or enter a world first: using (BpfWorld.Enter(world)) { ... }.");

    /// <summary>Makes a world this thread's until the scope is disposed.</summary>
    /// <param name="world">The world, for example the VM's simulated kernel.</param>
    /// <param name="packet">The bytes of the packet, message or option that the program runs on; the program may write to them. Null where its hook
    /// has none.</param>
    /// <returns>The scope; disposing it brings back the world before.</returns>
    public static WorldScope Enter(IBpfWorld world, byte[]? packet = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        WorldScope scope = new(current, BpfWorld.packet);
        Restore(world, packet);
        return scope;
    }

    /// <summary>The bytes that the program runs on; none where its hook has none.</summary>
    internal static Span<byte> Packet => packet;

    internal static void Restore(IBpfWorld? world, byte[]? bytes)
    {
        current = world;
        packet = bytes;
    }
}
