using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm.Hooks;

namespace Bpf.Vm.Counterexamples;

/// <summary>Inputs that the verifier's path demands, for several ways of choosing what it leaves open.</summary>
/// <param name="request">The program.</param>
/// <param name="rejection">Why it is refused, with the path there.</param>
/// <param name="hook">What its type is given.</param>
internal sealed class Replays(LoadRequest request, Rejection rejection, Hook hook)
{
    // Zeros and the shortest packets show best; then extremes.
    private static readonly (byte Fill, int Length, bool Far)[] Attempts =
    [
        (0, 14, false), (0, 0, false), (0, 14, true), (0xff, 14, false), (0xff, 64, true), (0x7f, 64, true), (0x01, 64, false), (0, 1500, true),
    ];

    /// <summary>The inputs, the plainest first.</summary>
    public IEnumerable<Inputs> All()
    {
        foreach ((byte fill, int length, bool far) in Attempts)
        {
            Assignment demanded = new(fill, length);
            PathReplay replay = new(request, rejection, hook, demanded, far);
            replay.Go();
            yield return InputsOf(demanded, replay.Lookups);
        }
    }

    private Inputs InputsOf(Assignment demanded, List<Lookup> lookups)
    {
        byte[]? packet = hook.HasPacket ? new byte[Math.Min(Math.Max(demanded.Length, 0), ushort.MaxValue)] : null;
        for (int i = 0; i < packet?.Length; i++) packet[i] = demanded[new Input(InputKind.Packet, 0, i)];
        Inputs inputs = new(packet, ContextOf(demanded), []);
        for (int n = 0; n < lookups.Count; n++)
        {
            MapSpec map = request.Maps[lookups[n].Map];
            if (!lookups[n].IsFound || lookups[n].KeyFor(demanded) is not { } key) continue;
            byte[] value = [.. Enumerable.Range(0, map.ValueSize).Select(i => demanded[new Input(InputKind.Value, n, i)])];
            if (!inputs.Entries.Any(entry => entry.Map == map.Name && entry.Key.AsSpan().SequenceEqual(key)))
                inputs = inputs.With(new(map.Name, [.. key], [.. value]));
        }

        return inputs;
    }

    private byte[] ContextOf(Assignment demanded)
    {
        byte[] context = new byte[hook.LongestContext];
        for (int i = 0; i < context.Length; i++) context[i] = demanded[new Input(InputKind.Context, 0, i)];
        if (!hook.IsRewritten) return context;

        // Pointers are not an input's to choose.
        foreach (ContextField field in hook.Context.Fields.Where(field => field.Yields != ContextYield.Scalar))
            context.AsSpan(field.Offset, Math.Min(field.Size, context.Length - field.Offset)).Clear();
        return context;
    }
}
