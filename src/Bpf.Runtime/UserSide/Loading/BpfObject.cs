using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Bpf.Core;
using Bpf.Core.Elf;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>An object that is loaded, into the kernel or a simulated world: its maps, globals and programs by name.</summary>
public sealed class BpfObject : IDisposable
{
    private readonly Dictionary<string, BpfMap> maps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BpfProgram> programs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GlobalSection> sections = new(StringComparer.Ordinal);
    private readonly HashSet<BpfLink> links = [];
    private readonly Lock gate = new();
    private readonly BpfObjectFile file;
    private bool disposed;

    private BpfObject(BpfObjectFile file, bool runsOnClr)
    {
        this.file = file;
        RunsOnClr = runsOnClr;
    }

    /// <summary>The maps, with those that hold globals.</summary>
    public IReadOnlyCollection<BpfMap> Maps => maps.Values;

    /// <summary>The programs, with those left out.</summary>
    public IReadOnlyCollection<BpfProgram> Programs => programs.Values;

    internal bool RunsOnClr { get; }

    internal BpfObjectFile File => file;

    /// <summary>Loads an object into the running kernel. Nothing is attached yet.</summary>
    /// <param name="elf">An ELF object of this compiler, clang or another that follows libbpf's conventions.</param>
    /// <param name="options">How to load.</param>
    /// <param name="config">Values for constants and globals.</param>
    /// <param name="conditions">What programs need of the kernel: those that need more than it has are left out. Generated code passes it.</param>
    /// <returns>The object; disposing it detaches and unloads.</returns>
    /// <exception cref="BpfFormatException">The bytes are no such object, or contradict themselves.</exception>
    /// <exception cref="ArgumentException">A name in the options, the configuration or the conditions is not in the object, or a value has another
    /// size than its global.</exception>
    /// <exception cref="BpfVerifierException">The kernel's verifier refused a program.</exception>
    /// <exception cref="BpfException">The kernel refused something else.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux on a known architecture.</exception>
    public static BpfObject Load(
        ReadOnlySpan<byte> elf, LoadOptions? options = null, BpfConfig? config = null, IReadOnlyList<ProgramCondition>? conditions = null)
    {
        options ??= LoadOptions.Default;
        ProgramSelection selection = new(conditions ?? [], KernelFeatures.WhyNot);
        using LoadedModules modules = new();
        ObjectImage image = ObjectImage.Read(elf, RunningKernel.Profile, options, config, selection.LeftOut(options.LeftOut), modules);
        BpfObject target = new(image.File, runsOnClr: false);
        try
        {
            new KernelLoader(target, image, options, modules).Load();
            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Loads an object into a simulated world. It gets every program, those that are for kernels which lack something too: each can be run.
    /// </summary>
    /// <param name="world">The world.</param>
    /// <param name="elf">An ELF object of this compiler, clang or another that follows libbpf's conventions.</param>
    /// <param name="options">How to load; <see cref="LoadOptions.Mode"/> says what runs.</param>
    /// <param name="config">Values for constants and globals.</param>
    /// <returns>The object.</returns>
    /// <exception cref="BpfFormatException">The bytes are no such object, or contradict themselves.</exception>
    /// <exception cref="ArgumentException">A name in the options or the configuration is not in the object, or a value has another size than its
    /// global.</exception>
    /// <remarks>What the world itself doesn't simulate it refuses with an exception of its own.</remarks>
    public static BpfObject Load(IBpfWorld world, ReadOnlySpan<byte> elf, LoadOptions? options = null, BpfConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        options ??= LoadOptions.Default;
        ProgramSelection selection = new([], static _ => null);
        ObjectImage image = ObjectImage.Read(elf, RunningKernel.Simulated, options, config, selection.LeftOut(options.LeftOut));
        BpfObject target = new(image.File, options.Mode == WorldMode.Clr);
        world.Load(image.Linked);
        foreach (MapSpec spec in image.Linked.Maps)
            target.Add(new BpfMap(new WorldMap(world.GetMap(spec.Name), world)));
        foreach (LoadRequest request in image.Linked.Programs)
            target.Add(new BpfProgram(new WorldProgram(target, ProgramIdentity.Of(request), world)));
        foreach (BpfProgram program in image.ProgramsLeftOut(target))
            target.Add(program);
        return target;
    }

    /// <summary>
    /// Attaches the programs whose sections name their hooks (<c>kprobe/vfs_read</c>, <c>tp/syscalls/sys_enter_openat</c>, <c>fentry/vfs_read</c>), as objects
    /// of other compilers have them: all or none. The others are attached by their classes (<see cref="XdpProgram"/>), which take the place.
    /// </summary>
    /// <returns>The links; disposing the object detaches them, too.</returns>
    /// <exception cref="BpfException">The kernel refused one.</exception>
    /// <exception cref="NotSupportedException">The object is in a simulated world.</exception>
    public IReadOnlyList<BpfLink> Attach()
    {
        List<BpfLink> attached = [];
        try
        {
            foreach (BpfProgram program in programs.Values)
            {
                if (program.IsLoaded && SectionHooks.TryAttach(program) is { } link)
                    attached.Add(link);
            }
        }
        catch
        {
            attached.ForEach(static link => link.Dispose());
            throw;
        }

        return attached;
    }

    /// <summary>
    /// Gives the kernel a structure of functions that the object's programs implement (<see cref="StructOpsAttribute"/>; Linux 6.4): congestion control for
    /// TCP, a scheduler.
    /// </summary>
    /// <param name="structure">The structure, for example <c>tcp_congestion_ops</c>, or a variable of the object that fills one (<c>SEC(".struct_ops.link")</c>).</param>
    /// <param name="fill">Sets fields that are no functions: its name.</param>
    /// <returns>The registration; disposing it (or the object) ends it.</returns>
    /// <exception cref="BpfException">The kernel has no such structure, no program implements it, or the kernel refused: before Linux 6.4
    /// <see cref="RegisterPersistent"/> works.</exception>
    /// <exception cref="ArgumentException">The structure has no field that is set, or one of another size.</exception>
    /// <exception cref="NotSupportedException">The object is in a simulated world.</exception>
    public BpfLink Register(string structure, Action<StructOpsValue>? fill = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(structure);
        return StructOpsRegistration.Register(this, structure, fill);
    }

    /// <summary>
    /// Gives the kernel a structure of functions as <see cref="Register"/> does, without a link, for kernels before 6.4 (Linux 5.6). It stays after this
    /// process ends, until <see cref="UnregisterPersistent"/>. One of the same structure and name, left by an earlier start, is replaced; where both
    /// have the same name for the kernel, too, there is none for a moment, and the earlier one is gone where the kernel then refuses the new one.
    /// </summary>
    /// <param name="structure">The structure, for example <c>tcp_congestion_ops</c>, or a variable of the object that fills one.</param>
    /// <param name="name">The registration's name, by which it is found again: at most 15 ASCII letters, digits, underscores and points.</param>
    /// <param name="fill">Sets fields that are no functions: its name for the kernel.</param>
    /// <exception cref="BpfException">The kernel has no such structure, no program implements it, or the kernel refused.</exception>
    /// <exception cref="ArgumentException">It can't be named so, or the structure has no field that is set, or one of another size.</exception>
    /// <exception cref="NotSupportedException">The object is in a simulated world.</exception>
    public void RegisterPersistent(string structure, string name, Action<StructOpsValue>? fill = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(structure);
        ArgumentException.ThrowIfNullOrEmpty(name);
        PersistentStructOps.Register(this, structure, name, fill);
    }

    /// <summary>Ends what <see cref="RegisterPersistent"/> registered, in this process or an earlier one. Sockets that use it keep it until they are closed.</summary>
    /// <param name="structure">The structure, as the kernel names it.</param>
    /// <param name="name">The registration's name.</param>
    /// <returns>False where there was none.</returns>
    /// <exception cref="BpfException">The kernel has no such structure, or refused.</exception>
    /// <exception cref="ArgumentException">Nothing can be named so.</exception>
    public static bool UnregisterPersistent(string structure, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(structure);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return PersistentStructOps.Unregister(structure, name);
    }

    /// <summary>Finds a map by its name.</summary>
    /// <param name="name">Its name in the object.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public BpfMap Map(string name) => maps.TryGetValue(name, out BpfMap? map)
        ? map
        : throw new KeyNotFoundException($"The object has no map '{name}'; it has {string.Join(", ", maps.Keys)}.");

    /// <summary>Finds a program by its name.</summary>
    /// <param name="name">Its name in the object.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public BpfProgram Program(string name) => programs.TryGetValue(name, out BpfProgram? program)
        ? program
        : throw new KeyNotFoundException($"The object has no program '{name}'; it has {string.Join(", ", programs.Keys)}.");

    /// <summary>Finds a global by its name.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name in the object.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="BpfMapMismatchException">It has another size.</exception>
    public BpfGlobal<T> Global<T>(string name) where T : unmanaged => TryGetGlobal(name, out BpfGlobal<T>? global)
        ? global
        : throw new KeyNotFoundException($"The object has no global '{name}'; it has {GlobalNames()}.");

    /// <summary>A global, where there is one.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name in the object.</param>
    /// <param name="global">The global.</param>
    /// <returns>False where there is none.</returns>
    /// <exception cref="BpfMapMismatchException">It has another size.</exception>
    public bool TryGetGlobal<T>(string name, [NotNullWhen(true)] out BpfGlobal<T>? global) where T : unmanaged
    {
        foreach (DataSection section in file.DataSections)
        {
            foreach (DataVariable variable in section.Variables)
            {
                if (variable.Name != name)
                    continue;
                if (variable.Size != Unsafe.SizeOf<T>())
                    throw new BpfMapMismatchException(name, $"a global of {Unsafe.SizeOf<T>()} bytes", $"one of {variable.Size} bytes");
                global = new BpfGlobal<T>(Section(section.IsArena ? file.Maps.First(static map => map.Type == MapType.Arena).Name : section.Name), name, variable.Offset);
                return true;
            }
        }

        global = null;
        return false;
    }

    private string GlobalNames()
    {
        string[] names = [.. file.DataSections.SelectMany(static section => section.Variables).Select(static variable => variable.Name)];
        return names.Length == 0 ? "none" : string.Join(", ", names);
    }

    /// <summary>Detaches what was attached, unloads the programs and closes the maps. Pins stay.</summary>
    public void Dispose()
    {
        BpfLink[] open;
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
            open = [.. links];
        }

        foreach (BpfLink link in open)
            link.Dispose();
        foreach (BpfProgram program in programs.Values)
            program.Handle.Dispose();
        foreach (GlobalSection section in sections.Values)
            section.Dispose();
        foreach (BpfMap map in maps.Values)
            map.Dispose();
        Types?.Dispose();
    }

    /// <summary>The object's types in the kernel, closed with the object; null or invalid where there are none.</summary>
    internal FileDescriptor? Types { get; set; }

    internal void Add(BpfMap map) => maps.Add(map.Name, map);

    internal void Add(BpfProgram program) => programs.Add(program.Name, program);

    internal void Track(BpfLink link)
    {
        lock (gate)
        {
            links.Add(link);
        }
    }

    internal void Forget(BpfLink link)
    {
        lock (gate)
        {
            links.Remove(link);
        }
    }

    private GlobalSection Section(string name)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (!sections.TryGetValue(name, out GlobalSection? section))
                sections.Add(name, section = new GlobalSection(Map(name).Backend));
            return section;
        }
    }
}
