using Bpf.Core.Btf;

namespace Bpf.Verdicts;

/// <summary>
/// The types of the old instruction tables (test_verifier): their maps all have the same BTF, which the recordings don't keep. The ids
/// are those that the recorded maps name.
/// </summary>
internal static class TestVerifierTypes
{
    /// <summary>The BTF, with the tags that kernels from 6.3 know.</summary>
    public static byte[] Build()
    {
        BtfBuilder types = new();
        int number = types.AddInt("int", 4, BtfIntEncoding.Signed);
        int spinLock = types.AddStruct("bpf_spin_lock", 4, [new("val", number, 0)]);
        types.AddStruct("val", 8, [new("cnt", number, 0), new("l", spinLock, 32)]);
        int timer = types.AddStruct("bpf_timer", 16, []);
        types.AddStruct("timer", 16, [new("t", timer, 0)]);
        int held = types.AddStruct("prog_test_ref_kfunc", 0, []);
        int seen = types.AddPtr(types.AddTypeTag("kptr_untrusted", held));
        int owned = types.AddPtr(types.AddTypeTag("kptr", held));
        int member = types.AddPtr(types.AddTypeTag("kptr", types.AddStruct("prog_test_member", 0, [])));
        types.AddStruct("btf_ptr", 24, [new("ptr", seen, 0), new("ptr", owned, 64), new("ptr", member, 128)]);
        return types.ToBytes();
    }
}
