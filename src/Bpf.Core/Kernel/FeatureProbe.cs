using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Link;

namespace Bpf.Core.Kernel;

/// <summary>How a running kernel is asked for a feature. Each probe costs one system call or one look at a file.</summary>
public abstract record FeatureProbe
{
    private FeatureProbe()
    {
    }

    /// <summary>The kernel has the feature where it loads the program.</summary>
    /// <param name="Request">A program that needs the feature and nothing newer.</param>
    public sealed record Load(LoadRequest Request) : FeatureProbe;

    /// <summary>The kernel has the feature where it creates the map.</summary>
    /// <param name="Spec">A small map.</param>
    public sealed record Map(MapSpec Spec) : FeatureProbe;

    /// <summary>
    /// The kernel has the feature where it refuses a call of the helper for its arguments, not for being unknown: the log holds
    /// none of <c>invalid func</c>, <c>unknown func</c>, <c>cannot use helper</c>.
    /// </summary>
    /// <param name="ProgramType">The type of the program that calls.</param>
    /// <param name="Helper">The helper called, with no arguments set up.</param>
    public sealed record HelperCall(ProgramType ProgramType, HelperId Helper) : FeatureProbe;

    /// <summary>The kernel has the feature where the file exists.</summary>
    /// <param name="Path">An absolute path.</param>
    public sealed record File(string Path) : FeatureProbe;

    /// <summary>The kernel has the feature where it loads a program that does nothing but name what it attaches to by type.</summary>
    /// <param name="Section">The program's ELF section with its target.</param>
    public sealed record Attached(string Section) : FeatureProbe
    {
        /// <summary>The program.</summary>
        /// <param name="kernel">The kernel's types.</param>
        /// <returns>The program; null where the kernel has no such target.</returns>
        public LoadRequest? ToRequest(BtfTypes kernel)
        {
            SectionPattern pattern = Sections.Find(Section)!;
            (string name, BtfKind kind) = AttachTargets.NameOf(pattern, pattern.TargetOf(Section));
            int id = kernel.Find(name, kind);
            return id == 0 ? null : new()
            {
                Name = "probe",
                ProgramType = pattern.ProgramType,
                ExpectedAttachType = pattern.AttachType,
                License = "GPL",
                AttachBtfId = id,
                Instructions = [Asm.Mov64Imm(Register.R0, 0), Asm.Exit()],
            };
        }
    }

    /// <summary>The kernel has the feature where its own types have a name: what is configured out isn't there.</summary>
    /// <param name="Name">The name of a type.</param>
    public sealed record KernelType(string Name) : FeatureProbe;

    /// <summary>The kernel has the feature where its own types have a function of the name.</summary>
    /// <param name="Name">The name of a function.</param>
    public sealed record KernelFunction(string Name) : FeatureProbe;
}
