using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;

namespace Bpf.KernelAsking;

/// <summary>Asks which helpers and kfuncs programs may call, by loading a call of each: what may be called is refused for its arguments only.</summary>
public static class CallAsking
{
    private static readonly string[] s_noHelper = ["invalid func ", "unknown func ", "cannot use helper "];
    private static readonly string[] s_noKfunc = ["is not allowed", "is not a kernel function", "uses reserved fields", "not supported", "invalid kernel btf"];

    /// <summary>The helpers that programs may call in one of these ways.</summary>
    public static ImmutableHashSet<HelperId> Helpers(IEnumerable<LoadSite> sites) =>
        [.. Core.Kernel.Helpers.All.Select(static row => row.Id).Where(id => sites.Any(site => Helper(site, id)))];

    /// <summary>True where programs loaded so may call the helper.</summary>
    public static bool Helper(LoadSite site, HelperId id) => Takes(site, Asm.Call(id), s_noHelper);

    /// <summary>The kfuncs that programs may call in one of these ways.</summary>
    /// <param name="sites">The ways.</param>
    /// <param name="kernel">The kernel's types.</param>
    /// <param name="names">The functions to ask for, see <see cref="KfuncNames"/>.</param>
    public static ImmutableHashSet<string> Kfuncs(IEnumerable<LoadSite> sites, BtfTypes kernel, IEnumerable<string> names) =>
        [.. names.Where(name => kernel.Find(name, BtfKind.Func) is not 0 and int id && sites.Any(site => Takes(site, Asm.CallKfunc(id), s_noKfunc)))];

    /// <summary>
    /// Functions of a kernel that may be kfuncs: those that its types mark as such (since pahole 1.26); where they mark none, those of a newer kernel
    /// and all that are named like them.
    /// </summary>
    /// <param name="kernel">The kernel's types.</param>
    /// <param name="newer">The types of a kernel with marks.</param>
    public static IReadOnlyCollection<string> KfuncNames(BtfTypes kernel, BtfTypes? newer)
    {
        SortedSet<string> marked = Marked(kernel);
        if (marked.Count > 0)
            return marked;
        SortedSet<string> names = newer is null ? [] : Marked(newer);
        names.UnionWith(Types(kernel).Where(static type => type.Kind == BtfKind.Func && type.Name.StartsWith("bpf_", StringComparison.Ordinal)).Select(static type => type.Name));
        return names;
    }

    private static SortedSet<string> Marked(BtfTypes types) => new(
        Types(types).Where(static type => type.Kind == BtfKind.DeclTag && type.Name == "bpf_kfunc").Select(type => types[type.TypeId].Name),
        StringComparer.Ordinal);

    private static IEnumerable<BtfType> Types(BtfTypes types) => Enumerable.Range(1, types.Count).Select(id => types[id]);

    private static bool Takes(LoadSite site, Instruction call, string[] refusals)
    {
        (int result, string log) = site.Load(call, Asm.Mov64Imm(Register.R0, 0), Asm.Exit());
        return result == 0 || (log.Length > 0 && !refusals.Any(refusal => log.Contains(refusal, StringComparison.Ordinal)));
    }
}
