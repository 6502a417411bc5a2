using System.IO;
using Bpf.Core.Kernel;
using Bpf.Syscalls;
using Microsoft.Win32.SafeHandles;

namespace Bpf;

/// <summary>A program that writes a text for each of the kernel's things (<see cref="IteratorAttribute"/>).</summary>
/// <typeparam name="TContext">The context, as the kernel lays out <c>struct bpf_iter__target</c>.</typeparam>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class IteratorProgram<TContext>(BpfProgram program, ProgramBody<TContext>? body = null)
    : BpfProgram<TContext>(program, body) where TContext : unmanaged
{
    /// <summary>Makes the walk a link: pinned, it is a file that each reading walks anew (<c>cat /sys/fs/bpf/name</c>).</summary>
    /// <returns>The link; disposing it (or the object) ends it.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public BpfLink Attach() => KernelLinks.Create(
        Handle, Handle.Section, new() { AttachType = (uint)AttachType.TraceIter }, "The kernel has no such iterator, or it walks a map that is to be named.");

    /// <summary>Walks over the kernel's objects once; reading the stream runs the program.</summary>
    /// <returns>What the program writes, as it is read; its user disposes it.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public Stream Open()
    {
        using BpfLink link = Attach();
        using FileDescriptor.Lease lease = link.Descriptor.Use();
        IteratorAttr attr = new() { LinkFd = lease.Number };
        int result = BpfSyscall.Call(BpfCommand.IterCreate, ref attr);
        return result >= 0
            ? new FileStream(new SafeFileHandle(result, ownsHandle: true), FileAccess.Read)
            : throw new BpfException($"Walking {link.Target}", -result);
    }

    internal override BpfLink AttachToDeclaredHook() => Attach();
}
