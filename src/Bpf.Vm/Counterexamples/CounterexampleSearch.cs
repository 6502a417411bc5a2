using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Vm.Hooks;

namespace Bpf.Vm.Counterexamples;

/// <summary>Looks for a run that shows why a program is refused: it goes the verifier's way and ends with a fault where the verifier ended.</summary>
public static class CounterexampleSearch
{
    /// <summary>A run goes on this long at most.</summary>
    private const int InstructionLimit = 200_000;

    /// <summary>The context of hooks that leave its size open: as long as any event's record.</summary>
    private const int OpenContextSize = 8192;

    // What a bad access can come of. Of other rules (types, licenses, limits) no run shows anything.
    private static readonly HashSet<RejectionReason> Shown =
    [
        RejectionReason.PossiblyNull, RejectionReason.PacketBounds, RejectionReason.MemoryBounds, RejectionReason.StackAccess,
        RejectionReason.VariableStackAccess, RejectionReason.HelperArgument, RejectionReason.UnreleasedReference, RejectionReason.UsedAfterRelease,
        RejectionReason.ReadOnlyMemory, RejectionReason.Other,
    ];

    // Zeros and the shortest packets show best; then extremes.
    private static readonly (byte Fill, int Length, bool Far)[] Attempts =
    [
        (0, 14, false), (0, 0, false), (0, 14, true), (0xff, 14, false), (0xff, 64, true), (0x7f, 64, true), (0x01, 64, false), (0, 1500, true),
    ];

    /// <summary>Looks for a run, and says what it is where that tells something.</summary>
    /// <param name="request">The program.</param>
    /// <param name="rejection">Why it is refused, with the path there.</param>
    public static string? Describe(LoadRequest request, Rejection rejection) => Find(request, rejection) is { IsTelling: true } found ? found.ToString() : null;

    /// <summary>Looks for a run.</summary>
    /// <param name="request">The program.</param>
    /// <param name="rejection">Why it is refused, with the path there.</param>
    /// <returns>Null where none was found, which doesn't mean that there is none.</returns>
    public static Counterexample? Find(LoadRequest request, Rejection rejection)
    {
        if (HookTable.Find(request.ProgramType) is not { } hook || !Shown.Contains(rejection.Reason)) return null;
        request = WithNamedMaps(request);
        try
        {
            foreach ((byte fill, int length, bool far) in Attempts)
            {
                Assignment inputs = new(fill, length);
                PathReplay replay = new(request, rejection, hook, inputs, far);
                replay.Go();
                Trial trial = new(request, rejection, hook, inputs, replay.Lookups);
                if (trial.Run() is not null) return trial.Smallest();
            }
        }
        catch (BpfLoadException)
        {
            // It uses what is not simulated.
        }

        return null;
    }

    /// <summary>The simulated kernel tells maps apart by name; a request that is no object's may have several of one, or of none.</summary>
    private static LoadRequest WithNamedMaps(LoadRequest request) =>
        request.Maps.Select(map => map.Name).Distinct().Count() == request.Maps.Length && request.Maps.All(map => map.Name.Length > 0)
            ? request
            : request with { Maps = [.. request.Maps.Select((map, index) => map with { Name = string.Format(CultureInfo.InvariantCulture, "{0}#{1}", map.Name, index) })] };

    /// <summary>Inputs as bytes, to be run with, and made smaller.</summary>
    private sealed class Trial
    {
        private readonly LoadRequest _request;
        private readonly Rejection _rejection;
        private readonly Hook _hook;
        private readonly byte[] _context;
        private readonly byte[]? _packet;
        private readonly List<(MapSpec Map, byte[] Key, byte[] Value)> _entries = [];

        public Trial(LoadRequest request, Rejection rejection, Hook hook, Assignment inputs, List<Lookup> lookups)
        {
            (_request, _rejection, _hook) = (request, rejection, hook);
            _context = new byte[hook.MinContextSize == 0 ? OpenContextSize : hook.MinContextSize];
            for (int i = 0; i < _context.Length; i++) _context[i] = inputs[new Input(InputKind.Context, 0, i)];
            if (hook.HasPacket)
            {
                _packet = new byte[Math.Min(Math.Max(inputs.Length, 0), ushort.MaxValue)];
                for (int i = 0; i < _packet.Length; i++) _packet[i] = inputs[new Input(InputKind.Packet, 0, i)];
            }

            for (int n = 0; n < lookups.Count; n++)
            {
                MapSpec map = request.Maps[lookups[n].Map];
                if (!lookups[n].IsFound || lookups[n].KeyFor(inputs) is not { } key) continue;
                byte[] value = [.. Enumerable.Range(0, map.ValueSize).Select(i => inputs[new Input(InputKind.Value, n, i)])];
                if (!_entries.Any(entry => entry.Map == map && entry.Key.AsSpan().SequenceEqual(key))) _entries.Add((map, key, value));
            }
        }

        /// <summary>The fault, where it is the one that the verifier saw; else null.</summary>
        public string? Run()
        {
            SimulatedKernel kernel = new(new() { InstructionLimit = InstructionLimit });
            kernel.Load(new LinkedObject(_request.Maps, [_request], []));
            foreach ((MapSpec map, byte[] key, byte[] value) in _entries)
            {
                IMapModel model = kernel.GetMap(map.Name);
                model.Update(key, value, 0, kernel.CurrentCpu);
            }

            byte[]? packet = (byte[]?)_packet?.Clone();
            try
            {
                kernel.Run(_request.Name, (byte[])_context.Clone(), ref packet);
                return null;
            }
            catch (BpfFaultException fault) when (IsExpected(fault))
            {
                int address = fault.Reason.IndexOf(" (address ", StringComparison.Ordinal);
                return address < 0 ? fault.Reason : fault.Reason.Substring(0, address);
            }
            catch (BpfFaultException)
            {
                return null;
            }
        }

        // What is not released is seen when the program has ended, wherever it has.
        private bool IsExpected(BpfFaultException fault) => _rejection.Reason == RejectionReason.UnreleasedReference
            ? fault.Address == 0 && fault.Reason.StartsWith("it ended", StringComparison.Ordinal)
            : fault.Instruction == _rejection.InstructionOffset;

        /// <summary>The same fault with as few bytes other than zero as can be.</summary>
        public Counterexample Smallest()
        {
            foreach (byte[] bytes in new[] { _packet ?? [], _context }.Concat(_entries.Select(entry => entry.Value))) Clear(bytes, 0, bytes.Length);
            return new()
            {
                Packet = _packet is null ? null : [.. _packet],
                Context = [.. _context.Take(Array.FindLastIndex(_context, b => b != 0) + 1)],
                Entries = [.. _entries.Select(entry => new CounterexampleEntry(entry.Map.Name, [.. entry.Key], [.. entry.Value]))],
                Instruction = _rejection.InstructionOffset,
                Fault = Run()!,
                Layout = _hook.Context,
            };
        }

        // All at once where that goes, else each half.
        private void Clear(byte[] bytes, int start, int count)
        {
            if (Array.FindIndex(bytes, start, count, b => b != 0) < 0) return;
            byte[] before = bytes.AsSpan(start, count).ToArray();
            bytes.AsSpan(start, count).Clear();
            if (Run() is not null) return;
            before.CopyTo(bytes, start);
            if (count == 1) return;
            Clear(bytes, start, count / 2);
            Clear(bytes, start + count / 2, count - count / 2);
        }
    }
}
