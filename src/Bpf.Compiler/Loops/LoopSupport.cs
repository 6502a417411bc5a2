namespace Bpf.Compiler.Loops;

/// <summary>What every kernel compiled for has to run loops with whose rounds the verifier doesn't follow one by one.</summary>
/// <param name="Iterator">The iterator over numbers, <c>bpf_iter_num_new</c> and its kin (Linux 6.4).</param>
/// <param name="MayGoto">The <c>may_goto</c> instruction (Linux 6.9).</param>
/// <param name="Callback">The helper <c>bpf_loop</c> (Linux 5.17).</param>
internal readonly record struct LoopSupport(bool Iterator, bool MayGoto, bool Callback);
