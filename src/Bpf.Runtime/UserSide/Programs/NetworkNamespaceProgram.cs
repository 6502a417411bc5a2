namespace Bpf;

/// <summary>A program for a network namespace (<see cref="SkLookupAttribute"/>).</summary>
/// <typeparam name="TContext">The context.</typeparam>
/// <param name="program">The program.</param>
/// <param name="body">Its C# method; null where there is none.</param>
public sealed class NetworkNamespaceProgram<TContext>(BpfProgram program, ProgramBody<TContext>? body = null)
    : BpfProgram<TContext>(program, body) where TContext : unmanaged
{
    /// <summary>Attaches to a namespace, behind the programs that are there.</summary>
    /// <param name="path">The namespace's file (<c>/proc/PID/ns/net</c>, <c>/run/netns/name</c>); this thread's where none is given.</param>
    /// <returns>The link; disposing it (or the object) detaches.</returns>
    /// <exception cref="BpfException">There is no such file, or the kernel refused.</exception>
    public BpfLink Attach(string path = NetworkNamespaces.Own) => NetworkNamespaces.Attach(Handle, path);
}
