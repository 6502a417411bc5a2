using Bpf.Core.Btf;

namespace Bpf.KernelAsking;

/// <summary>Type information for maps and callbacks of the proofs.</summary>
public static class ProofBtf
{
    private static readonly BtfBuilder Builder = new();

    /// <summary><c>int</c>.</summary>
    public static int Int { get; } = Builder.AddInt("int", 4, BtfIntEncoding.Signed);

    /// <summary><c>long long</c>.</summary>
    public static int Long { get; } = Builder.AddInt("long long", 8, BtfIntEncoding.Signed);

    /// <summary>A structure of 8 bytes with a <c>bpf_spin_lock</c> at 4.</summary>
    public static int Locked { get; } = Builder.AddStruct("locked", 8,
    [
        new("value", Int, 0),
        new("lock", Builder.AddStruct("bpf_spin_lock", 4, [new("val", Int, 0)]), 32),
    ]);

    /// <summary>The function of the program.</summary>
    public static int Main { get; } = Builder.AddFunc("main", Builder.AddFuncProto(Int, []), BtfLinkage.Global);

    /// <summary>A static function that can be called back.</summary>
    public static int Callback { get; } = Builder.AddFunc("callback", Builder.AddFuncProto(Int, [new("index", Int), new("context", Builder.AddPtr(0))]), BtfLinkage.Static);

    /// <summary>The descriptor of all of it, for the life of the process.</summary>
    public static int Descriptor { get; } = RawBpf.LoadBtf(Builder.ToBytes());
}
