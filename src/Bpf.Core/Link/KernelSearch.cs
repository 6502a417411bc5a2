using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Btf;

namespace Bpf.Core.Link;

/// <summary>Types by name, in the kernel's own and, only where it has none of the name, in those of its modules.</summary>
/// <remarks>Source: libbpf's order of search, which the tests compare with on kernels that have modules.</remarks>
/// <param name="kernel">The kernel's own types.</param>
/// <param name="modules">Opens the modules' types, which takes system calls for each; null where there are none to be had.</param>
internal sealed class KernelSearch(BtfTypes kernel, Func<ImmutableArray<KernelModule>>? modules = null)
{
    private const string KernelItself = "vmlinux";
    private readonly Lazy<ImmutableArray<KernelModule>> _modules = new(() => modules?.Invoke() ?? []);

    /// <summary>The kernel's own types.</summary>
    public BtfTypes Kernel => kernel;

    /// <summary>All types of a name, functions not counted, that are of one of the kinds.</summary>
    public IEnumerable<KernelType> FindTypes(string name, Func<BtfKind, bool> isKind)
    {
        BtfName sought = new(name, IsFunction: false);
        bool isFound = false;
        foreach (int id in kernel.FindAll(sought))
        {
            if (!isKind(kernel.KindOf(id))) continue;
            isFound = true;
            yield return new(kernel, id, null);
        }

        if (isFound) yield break;
        foreach (KernelModule module in _modules.Value)
        {
            foreach (int id in module.Types.FindAll(sought))
            {
                if (isKind(module.Types.KindOf(id))) yield return new(module.Types, id, module.Name);
            }
        }
    }

    /// <summary>The first type of a name and kind.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="module">The module to look in, or <c>vmlinux</c>; null for all.</param>
    public KernelType? Find(string name, BtfKind kind, string? module = null)
    {
        if (module is null or KernelItself && kernel.Find(name, kind) is > 0 and int id) return new(kernel, id, null);
        foreach (KernelModule candidate in module is KernelItself ? [] : _modules.Value)
        {
            if ((module is null || candidate.Name == module) && candidate.Types.Find(name, kind) is > 0 and int own) return new(candidate.Types, own, candidate.Name);
        }

        return null;
    }

    /// <summary>Whether a module of the name is loaded and has types.</summary>
    public bool HasModule(string name) => name == KernelItself || _modules.Value.Any(module => module.Name == name);
}

/// <summary>A type that was found.</summary>
/// <param name="Types">The types it is one of.</param>
/// <param name="Id">Its id there.</param>
/// <param name="Module">The module that has it; null for the kernel itself.</param>
internal readonly record struct KernelType(BtfTypes Types, int Id, string? Module);
