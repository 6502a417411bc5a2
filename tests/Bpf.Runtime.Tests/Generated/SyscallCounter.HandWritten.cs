using Bpf.Core.Worlds;
using Bpf.Runtime.Tests.Support;

namespace Bpf.Runtime.Tests.Generated;

/// <summary>What the generator adds, written by hand; the object is clang's.</summary>
public static partial class SyscallCounter
{
    /// <summary>Values for the fields with [Config].</summary>
    public sealed class Config
    {
        /// <summary>From 1 to 100.</summary>
        public uint Step { get; init; } = 1;

        internal BpfConfig ToValues() => new BpfConfig().Set("Step", Step, 1u, 100u);
    }

    /// <summary>Loads into the running kernel.</summary>
    public static Loaded Load(Config? config = null, LoadOptions? options = null) =>
        new(BpfObject.Load(Image(), options, (config ?? new()).ToValues()));

    /// <summary>Loads into a simulated world.</summary>
    public static Loaded Load(IBpfWorld world, Config? config = null, LoadOptions? options = null)
    {
        config ??= new();
        BpfConfig values = config.ToValues();
        if (options?.Mode == WorldMode.Clr)
        {
            Step = config.Step;
            Faults = 0;
        }

        return new(BpfObject.Load(world, Image(), options, values));
    }

    static partial void GetImage(ref ReadOnlySpan<byte> image);

    static partial void GetImage(ref ReadOnlySpan<byte> image) =>
        image = System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(ClangObject.Compile("counter")));

    private static byte[] Image()
    {
        ReadOnlySpan<byte> base64 = default;
        GetImage(ref base64);
        return BpfImage.Decode(base64, nameof(SyscallCounter));
    }

    /// <summary>The object, loaded.</summary>
    public sealed class Loaded : BpfLoaded
    {
        private readonly BpfGlobal<ulong> faults;

        internal Loaded(BpfObject target) : base(target)
        {
            Counts = new(target.Map("Counts"));
            Events = new(target, "Events");
            faults = target.Global<ulong>("Faults");
            OnEnter = new(target.Program("OnEnter"), "sys_enter", static (ref RawTracepointArgs context) => SyscallCounter.OnEnter(in context));
        }

        public BpfHashMap<ulong, ulong> Counts { get; }

        public BpfRingBuffer<ulong> Events { get; }

        public RawTracepointProgram OnEnter { get; }

        public ulong Faults
        {
            get => RunsOnClr ? SyscallCounter.Faults : faults.Value;
            set
            {
                if (RunsOnClr)
                    SyscallCounter.Faults = value;
                else
                    faults.Value = value;
            }
        }

        /// <summary>Attaches every program whose attribute names its hook.</summary>
        public void Attach() => AttachAll(OnEnter);
    }
}
