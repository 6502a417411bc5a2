using System;
using System.Collections.Immutable;
using System.Linq;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Vm.Counterexamples;

/// <summary>What the path reads and writes, and the helpers that matter to it.</summary>
internal sealed partial class PathReplay
{
    private static readonly Loaded Length = new(new Input(InputKind.Length, 0, 0), 4);

    /// <summary>An offset as one number: where it depends on inputs, they are held to what they give now.</summary>
    private long Pin(Term offset)
    {
        if (!offset.IsInput) return (long)offset.Evaluate(inputs);
        Demands.Meet(inputs, far);
        ulong value = offset.Evaluate(inputs);
        Demands.Add(new Demand(offset, JumpCode.JEq, new Constant(value)));
        return (long)value;
    }

    private Value? Load(Place? place, int offset, int size, bool signed)
    {
        if (place is null || place.Kind == PlaceKind.Map) return null;
        long at = Pin(place.Offset) + offset;
        if (at is < int.MinValue or > int.MaxValue) return null;
        Value? value = place.Kind switch
        {
            PlaceKind.Packet when at >= 0 => new Loaded(new Input(InputKind.Packet, 0, (int)at), size),
            PlaceKind.Value when at >= 0 => new Loaded(new Input(InputKind.Value, place.Index, (int)at), size),
            PlaceKind.Context => LoadContext((int)at, size),
            PlaceKind.Stack => _stacks[place.Index].Load(at, size),
            PlaceKind.Global => LoadGlobal(request.Maps[place.Index].InitialValue, (int)at, size),
            _ => null,
        };
        return signed ? value is Term term ? new Low(term, size, Signed: true) : null : value;
    }

    private Value? LoadContext(int offset, int size)
    {
        if (offset < 0) return null;
        if (!hook.IsRewritten) return new Loaded(new Input(InputKind.Context, 0, offset), size);
        if (offset == hook.LengthOffset) return Length;
        return hook.Context.Find(offset, size, write: false, request.ExpectedAttachType)?.Yields switch
        {
            ContextYield.PtrToPacket => new Place(PlaceKind.Packet, 0, new Constant(0)),
            ContextYield.PtrToPacketEnd => new Place(PlaceKind.Packet, 0, Length),
            ContextYield.Scalar => new Loaded(new Input(InputKind.Context, 0, offset), size),
            _ => null,
        };
    }

    private static Constant? LoadGlobal(ImmutableArray<byte> bytes, int offset, int size)
    {
        if (offset < 0 || offset + size > bytes.Length) return null;
        ulong value = 0;
        for (int i = size - 1; i >= 0; i--) value = value << 8 | bytes[offset + i];
        return new Constant(value);
    }

    private void Store(Instruction instruction, Value? value)
    {
        if (_registers[instruction.Dst] is Place { Kind: PlaceKind.Stack } place)
            _stacks[place.Index].Store(Pin(place.Offset) + instruction.Offset, instruction.AccessSize, Stored(value, instruction.AccessSize));
    }

    // Addresses are stored whole or not at all.
    private static Value? Stored(Value? value, int size) => value switch
    {
        Loaded loaded when loaded.Size == size => loaded with { Signed = false },
        Term term when size < 8 => new Low(term, size),
        Place when size < 8 => null,
        _ => value,
    };

    // ld_abs and ld_ind: bytes of the packet in network byte order; a packet that is too short ends the program.
    private void LoadClassic(Instruction instruction)
    {
        Value? index = instruction.Mode == Mode.Ind ? _registers[instruction.Src] : new Constant(0);
        Forget(1, 5);
        _registers[0] = null;
        if (index is not Term term) return;
        long at = Pin(term) + instruction.Imm;
        if (at is < 0 or > ushort.MaxValue) return;
        int size = instruction.AccessSize;
        AtLeast(at + size);
        _registers[0] = new Swapped(new Loaded(new Input(InputKind.Packet, 0, (int)at), size), size);
    }

    private void AtLeast(long length) => Demands.Add(new Demand(Length, JumpCode.JGe, new Constant((ulong)length)));

    private void Call(Instruction instruction)
    {
        Value? result = null;
        HelperId helper = instruction.IsHelperCall ? (HelperId)instruction.Imm : default;
        if (helper == HelperId.MapLookupElem && _registers[1] is Place { Kind: PlaceKind.Map } map)
            result = LookUp(map.Index);
        else if (helper == HelperId.SkbLoadBytes)
            LoadBytes();
        else
            ForgetArguments();
        Forget(1, 5);
        _registers[0] = result;
    }

    private Place LookUp(int map)
    {
        MapSpec spec = request.Maps[map];
        Term?[] key = [.. Enumerable.Range(0, spec.KeySize).Select(i => Load(_registers[2] as Place, i, 1, signed: false) as Term)];
        Lookups.Add(new Lookup(map, Array.IndexOf(key, null) < 0 ? [.. key!] : default));
        return new Place(PlaceKind.Value, Lookups.Count - 1, new Constant(0));
    }

    private void LoadBytes()
    {
        if (_registers[2] is not Term from || _registers[3] is not Place { Kind: PlaceKind.Stack } target || _registers[4] is not Constant { Value: <= 512 } size)
        {
            ForgetArguments();
            return;
        }

        long first = Pin(from), to = Pin(target.Offset);
        if (first is < 0 or > ushort.MaxValue) return;
        AtLeast(first + (long)size.Value);
        for (int i = 0; i < (int)size.Value; i++)
            _stacks[target.Index].Store(to + i, 1, new Loaded(new Input(InputKind.Packet, 0, (int)first + i), 1));
    }

    // Most helpers may write to the stack that they are given.
    private void ForgetArguments()
    {
        for (int i = 1; i <= 5; i++)
        {
            if (_registers[i] is Place { Kind: PlaceKind.Stack } place) _stacks[place.Index].Forget(Pin(place.Offset));
        }
    }

    private void Forget(int first, int last)
    {
        for (int i = first; i <= last; i++) _registers[i] = null;
    }
}
