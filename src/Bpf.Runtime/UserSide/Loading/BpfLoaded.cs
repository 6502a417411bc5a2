using System;
using System.Collections.Generic;

namespace Bpf;

/// <summary>Base of the generated <c>Loaded</c> classes: an object that is loaded, with typed maps, globals and programs.</summary>
public abstract class BpfLoaded : IDisposable
{
    /// <summary>Called by generated code.</summary>
    /// <param name="target">The object, loaded.</param>
    protected BpfLoaded(BpfObject target) => Object = target;

    /// <summary>The object, untyped.</summary>
    public BpfObject Object { get; }

    /// <summary>True where programs run as C# methods: globals are then the class's static fields.</summary>
    protected bool RunsOnClr => Object.RunsOnClr;

    /// <summary>Detaches what was attached, unloads the programs and closes the maps. Pins stay.</summary>
    public void Dispose()
    {
        Object.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Attaches programs to the hooks that their attributes name: all or none. Programs left out are passed over.</summary>
    /// <param name="programs">The programs.</param>
    /// <exception cref="BpfException">The kernel refused one.</exception>
    protected static void AttachAll(params ReadOnlySpan<BpfProgram> programs)
    {
        List<BpfLink> links = [];
        try
        {
            foreach (BpfProgram program in programs)
            {
                if (program.IsLoaded)
                    links.Add(program.AttachToDeclaredHook());
            }
        }
        catch
        {
            foreach (BpfLink link in links)
                link.Dispose();
            throw;
        }
    }
}
