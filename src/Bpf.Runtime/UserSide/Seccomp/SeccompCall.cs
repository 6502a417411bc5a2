using System;
using System.Buffers.Binary;
using Bpf.Core.Kernel;

namespace Bpf;

/// <summary>A system call as filters see it.</summary>
/// <param name="SystemCall">Its name.</param>
/// <param name="First">Its first argument.</param>
/// <param name="Second">Its second argument.</param>
/// <param name="Third">Its third argument.</param>
/// <param name="Fourth">Its fourth argument.</param>
/// <param name="Fifth">Its fifth argument.</param>
/// <param name="Sixth">Its sixth argument.</param>
public readonly record struct SeccompCall(string SystemCall, ulong First = 0, ulong Second = 0, ulong Third = 0, ulong Fourth = 0, ulong Fifth = 0, ulong Sixth = 0)
{
    /// <summary>Lays it out as <c>struct seccomp_data</c>.</summary>
    internal void WriteTo(Span<byte> data, TargetArchitecture architecture)
    {
        BinaryPrimitives.WriteInt32LittleEndian(data[SeccompData.Number..], SeccompData.NumberOf(architecture, SystemCall));
        BinaryPrimitives.WriteUInt32LittleEndian(data[SeccompData.Architecture..], SeccompData.AuditArchitecture(architecture));
        ReadOnlySpan<ulong> arguments = [First, Second, Third, Fourth, Fifth, Sixth];
        for (int i = 0; i < arguments.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(data[SeccompData.Argument(i)..], arguments[i]);
    }
}
