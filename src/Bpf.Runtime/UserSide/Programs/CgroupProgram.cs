namespace Bpf;

/// <summary>A program for the processes of a control group (<see cref="CgroupSockAttribute"/>, <see cref="CgroupSockAddrAttribute"/>, ...).</summary>
/// <typeparam name="TContext">The context.</typeparam>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class CgroupProgram<TContext>(BpfProgram program, ProgramBody<TContext>? body = null)
    : BpfProgram<TContext>(program, body) where TContext : unmanaged
{
    /// <summary>Attaches to a control group and those below it, beside the programs that are there (Linux 5.7).</summary>
    /// <param name="path">A folder of the control group file system, version 2 (usually below <c>/sys/fs/cgroup</c>).</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such folder, or the kernel refused.</exception>
    public BpfLink Attach(string path) => Cgroups.Attach(Handle, path);
}
