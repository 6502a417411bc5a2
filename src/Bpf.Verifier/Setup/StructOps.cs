// Rests on: the structures in kernels' BTF that programs implement, messages of real verdicts, probes of 6.18.44 (stores of every
// size to every offset of tcp_sock, every member) and of 5.10, 6.12.107 and 7.2.13 (stores of one byte to every offset).
using System;
using System.Collections.Generic;
using Bpf.Core.Kernel;

namespace Bpf.Verifier.Setup;

/// <summary>A structure of functions that programs may implement.</summary>
/// <param name="Unsupported">Members that no program may implement.</param>
/// <param name="Sleepable">The members that may sleep; null for all.</param>
/// <param name="Object">The structure that programs may write to; pointers to <c>sock</c> are taken for one of it.</param>
/// <param name="Writable">Its fields that programs may write, at their start; members of members after a point.</param>
/// <param name="Recent">Those of them that kernels before 6.12 do not have for certain.</param>
/// <param name="Scratch">A field that programs may write anywhere; empty for none.</param>
/// <param name="Helpers">Helpers beyond those that every program may call.</param>
/// <param name="Since">The first release with it.</param>
internal sealed record StructOps(
    string[] Unsupported, string[]? Sleepable, string Object, string[] Writable, string[] Recent, string Scratch, HelperId[] Helpers, Version Since)
{
    private static readonly Dictionary<string, StructOps> Rows = new()
    {
        ["tcp_congestion_ops"] = new(
            ["get_info"],
            null,
            "tcp_sock",
            [
                "inet_conn.icsk_inet.sk.sk_pacing_rate", "inet_conn.icsk_inet.sk.sk_pacing_status", "inet_conn.icsk_ack.pending",
                "snd_cwnd", "snd_cwnd_cnt", "snd_cwnd_stamp", "snd_ssthresh", "ecn_flags", "app_limited",
            ],
            ["inet_conn.icsk_inet.sk.sk_pacing_rate", "inet_conn.icsk_inet.sk.sk_pacing_status", "snd_cwnd_stamp", "app_limited"],
            "inet_conn.icsk_ca_priv",
            [
                HelperId.TcpSendAck, HelperId.SkStorageGet, HelperId.SkStorageDelete, HelperId.Setsockopt, HelperId.Getsockopt,
                HelperId.KtimeGetCoarseNs,
            ],
            new(5, 6)),
        ["bpf_dummy_ops"] = new([], ["test_sleepable"], "bpf_dummy_ops_state", [], [], "val", [], new(5, 16)),
    };

    /// <summary>The row of a structure; null for one that isn't here.</summary>
    public static StructOps? Find(string name) => Rows.TryGetValue(name, out StructOps? row) ? row : null;
}
