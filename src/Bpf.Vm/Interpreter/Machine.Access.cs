using System;
using System.Buffers.Binary;
using System.Globalization;
using Bpf.Core.Kernel;
using Bpf.Vm.Maps;
using Bpf.Vm.Memory;

namespace Bpf.Vm.Interpreter;

/// <summary>What the fast path leaves over: contexts that the kernel would rewrite accesses to, faults, and the arguments of helpers.</summary>
internal sealed unsafe partial class Machine
{
    /// <summary>Memory a helper reads.</summary>
    /// <param name="address">Where it starts.</param>
    /// <param name="size">Bytes; 0 gives an empty span whatever the address.</param>
    /// <exception cref="BpfFaultException">Some of it is not readable.</exception>
    public ReadOnlySpan<byte> Read(ulong address, ulong size) => Access(address, size, write: false);

    /// <summary>Memory a helper writes.</summary>
    /// <param name="address">Where it starts.</param>
    /// <param name="size">Bytes; 0 gives an empty span whatever the address.</param>
    /// <exception cref="BpfFaultException">Some of it is not writable.</exception>
    public Span<byte> Write(ulong address, ulong size) => Access(address, size, write: true);

    /// <summary>A NUL-terminated string a helper reads (<c>ARG_PTR_TO_CONST_STR</c>), with its NUL.</summary>
    /// <param name="address">Where it starts.</param>
    /// <exception cref="BpfFaultException">There is no NUL before the end of what may be read.</exception>
    public ReadOnlySpan<byte> ReadTerminated(ulong address)
    {
        uint length = 0;
        while (Access(address + length, 1, write: false)[0] != 0) length++;
        return Access(address, length + 1, write: false);
    }

    /// <summary>The map that an argument points to.</summary>
    /// <param name="address">The argument.</param>
    /// <param name="expected">What it should be, for the message.</param>
    /// <exception cref="BpfFaultException">It points to something else.</exception>
    public T MapArgument<T>(ulong address, string expected = "map")
        where T : MapModel
    {
        RegionOwner info = Memory.Info(RegionTable.IdOf(address));
        if (info.Kind == RegionKind.Map && (uint)address == 0 && info.Map is T map) return map;
        throw Fault(address, $"a {expected} is expected as argument, not {Memory.Describe(address)}");
    }

    /// <summary>The subprogram that a callback argument points to.</summary>
    /// <param name="address">The argument.</param>
    /// <returns>Its first decoded instruction, for <see cref="Execute"/>.</returns>
    /// <exception cref="BpfFaultException">It points to something else.</exception>
    public int CallbackArgument(ulong address)
    {
        ulong index = address - _program.Address;
        if (index < (ulong)_program.Slots.Length) return (int)index;
        throw Fault(address, $"a function is expected as argument, not {Memory.Describe(address)}");
    }

    /// <summary>Reads memory by a kernel address that may be bad: of the program's own world, else of the simulated kernel's.</summary>
    /// <param name="address">Where.</param>
    /// <param name="destination">Filled, as far as there is memory.</param>
    /// <returns>False where some of it is not mapped.</returns>
    public bool TryReadKernel(ulong address, Span<byte> destination)
    {
        byte* host = Memory.Translate(address, (uint)destination.Length, write: false);
        if (host == null) return Kernel.KernelMemory.TryRead(address, destination);
        new ReadOnlySpan<byte>(host, destination.Length).CopyTo(destination);
        return true;
    }

    /// <summary>The address of an element's value; its region is made when it is first looked up.</summary>
    /// <param name="map">The map.</param>
    /// <param name="slot">The element's slot, or -1.</param>
    /// <param name="cpu">Whose value, for per-CPU maps.</param>
    /// <returns>The address, or 0 where there is no element.</returns>
    public ulong ValueAddress(MapModel map, int slot, int cpu) => slot < 0 ? 0 : map.ValueAddress(Memory, slot, cpu);

    /// <summary>Gives the memory of a callback's key an address; read-only for programs.</summary>
    /// <param name="key">The memory, to be kept reachable.</param>
    /// <returns>The region, the caller's to unmap.</returns>
    public int MapKey(PinnedBuffer key)
    {
        int id = Memory.AddTransient(new RegionOwner { Kind = RegionKind.MapKey });
        Memory.Map(id, key.Pointer, key.Length, writable: false);
        return id;
    }

    /// <summary>Gives a reserved ring buffer record an address.</summary>
    /// <param name="map">The ring buffer.</param>
    /// <param name="record">The record.</param>
    public ulong MapRecord(RingBufferModel map, Span<byte> record)
    {
        int id = Memory.AddTransient(new RegionOwner { Kind = RegionKind.RingBufferRecord, Map = map });
        Memory.Map(id, map.PointerTo(record), record.Length, writable: true);
        _unreleased++;
        return RegionTable.AddressOf(id);
    }

    /// <summary>Takes a record's address back.</summary>
    /// <param name="address">What <see cref="MapRecord"/> gave.</param>
    /// <param name="map">Its ring buffer.</param>
    /// <returns>The record.</returns>
    /// <exception cref="BpfFaultException">It is no record, or was released before.</exception>
    public Span<byte> UnmapRecord(ulong address, out RingBufferModel map)
    {
        uint id = RegionTable.IdOf(address);
        RegionOwner info = Memory.Info(id);
        if (info.Kind != RegionKind.RingBufferRecord || (uint)address != 0 || Memory.Regions[id].Host == null)
            throw Fault(address, $"a reserved ring buffer record is expected as argument, not {Memory.Describe(address)}");
        map = (RingBufferModel)info.Map!;
        var record = new Span<byte>(Memory.Regions[id].Host, info.Length);
        Memory.Unmap((int)id);
        _unreleased--;
        return record;
    }

    /// <summary>The map that an argument points to, which must have keys.</summary>
    /// <param name="address">The argument.</param>
    /// <exception cref="BpfFaultException">It points to something else.</exception>
    public MapModel KeyedMapArgument(ulong address)
    {
        MapModel map = MapArgument<MapModel>(address);
        return map.Spec.KeySize != 0 ? map : throw Fault(address, $"map '{map.Spec.Name}' of type {map.Spec.Type} has no keys");
    }

    /// <summary>A map that packets are redirected to, by its address.</summary>
    /// <param name="address">What the program has for it.</param>
    /// <exception cref="BpfFaultException">It is none.</exception>
    public MapModel RedirectMapArgument(ulong address)
    {
        MapModel map = MapArgument<MapModel>(address);
        return map.Spec.Type is MapType.Devmap or MapType.DevmapHash or MapType.Cpumap or MapType.Xskmap
            ? map
            : throw Fault(address, $"nothing is redirected to map '{map.Spec.Name}' of type {map.Spec.Type}");
    }

    private Span<byte> Access(ulong address, ulong size, bool write)
    {
        if (size == 0) return default;
        byte* host = size <= int.MaxValue ? Memory.Translate(address, (uint)size, write) : null;
        if (host != null) return new Span<byte>(host, (int)size);
        throw Fault(address, Describe(address, size, write) + ", for a helper");
    }

    private byte* AtomicTarget(DecodedInstruction* i, ulong address, uint size, bool write)
    {
        byte* host = Memory.Translate(address, size, write);
        if (host == null) throw Fault(i, address, Describe(address, size, write));
        if ((address & (size - 1)) != 0) throw Fault(i, address, "misaligned atomic " + Describe(address, size, write));
        return host;
    }

    private string Describe(ulong address, ulong size, bool write)
    {
        uint id = RegionTable.IdOf(address);
        string only = write && Memory.Translate(address, (uint)size, write: false) != null ? ", which is read-only" : "";
        return string.Format(CultureInfo.InvariantCulture, "{0}-byte {1} at {2}{3} (address 0x{4:x})",
            size, write ? "write" : "read", Memory.Describe(address), only, address);
    }

    /// <summary>A load that hit no mapped memory: of a context that is rewritten, else a fault.</summary>
    private ulong LoadContext(DecodedInstruction* i, ulong address, int size)
    {
        ContextField field = FindContextField(i, address, size, write: false);
        if (_program.Hook.HasPacket)
        {
            switch (field.Yields)
            {
                case ContextYield.PtrToPacket: return Packet.Data;
                case ContextYield.PtrToPacketEnd: return Packet.DataEnd;
                case ContextYield.PtrToPacketMeta: return Packet.DataMeta;
            }
        }
        ReadOnlySpan<byte> bytes = _context.Span.Slice((int)(uint)address, size);
        return size switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
    }

    /// <summary>A store that hit no writable memory: to a context that is rewritten, else a fault.</summary>
    private void StoreContext(DecodedInstruction* i, ulong address, int size, ulong value)
    {
        FindContextField(i, address, size, write: true);
        Span<byte> bytes = _context.Span.Slice((int)(uint)address, size);
        if (size == 1) bytes[0] = (byte)value;
        else if (size == 2) BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        else if (size == 4) BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        else BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
    }

    private ContextField FindContextField(DecodedInstruction* i, ulong address, int size, bool write)
    {
        if (RegionTable.IdOf(address) != (uint)_contextRegion || !_program.Hook.IsRewritten)
            throw Fault(i, address, Describe(address, (ulong)size, write));
        ContextField? field = (uint)address > int.MaxValue
            ? null
            : _program.Hook.Context.Find((int)(uint)address, size, write, _program.Request.ExpectedAttachType);
        return field ?? throw Fault(i, address, "invalid context access: " + Describe(address, (ulong)size, write));
    }

    /// <summary>Classic packet access: network byte order, relative to the packet; outside of it the function returns 0.</summary>
    private bool LoadPacket(DecodedInstruction* i, uint offset, int size, out ulong value)
    {
        if (!_program.Hook.HasPacket) throw Fault(i, 0, "classic packet access in a program type without packets");
        value = 0;
        if (!Packet.TryGetClassic((int)offset, size, out ReadOnlySpan<byte> bytes)) return false;
        foreach (byte b in bytes) value = value << 8 | b;
        return true;
    }
}
