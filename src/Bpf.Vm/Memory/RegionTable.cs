using System;
using System.Globalization;

namespace Bpf.Vm.Memory;

/// <summary>
/// The simulated 64-bit address space of programs: the upper 32 bits of an address name a region, the lower 32 are the offset
/// in it. Everything that a pointer may point to is a region of its own, so that one byte past a map value is a fault, not the
/// next value.
/// </summary>
/// <remarks>
/// <code>
///  63        56 55                   32 31                      0
/// +------------+-----------------------+------------------------+
/// |    0xFF    |       region id       |         offset         |
/// +------------+-----------------------+------------------------+
/// </code>
/// All addresses are in the kernel's half (x86-64 with five-level page tables starts it at 0xFF00_0000_0000_0000), and region 0 is
/// never mapped, so neither NULL nor NULL plus an offset ever is an address.
/// </remarks>
internal sealed unsafe class RegionTable
{
    /// <summary>The upper 32 bits of region 0's addresses.</summary>
    public const uint Base = 0xFF00_0000;

    private const int MaxRegions = 1 << 23;
    private const int TransientRegions = 256;

    private PinnedBuffer _table;
    private RegionOwner[] _info;
    private int _count;
    private readonly int _firstTransient;
    private int _nextTransient;

    /// <summary>Makes a table with nothing mapped.</summary>
    public RegionTable()
    {
        _table = new PinnedBuffer(1024 * sizeof(Region));
        _info = new RegionOwner[1024];
        _count = 1;
        _firstTransient = 1;
        _count += TransientRegions;
    }

    /// <summary>The table; moves when a region is added, so read it again after anything that may add one.</summary>
    public Region* Regions => (Region*)_table.Pointer;

    /// <summary>Ids from 0 to here (excluded) may be looked up in <see cref="Regions"/>.</summary>
    public uint Count => (uint)_count;

    /// <summary>The address of a region's offset 0.</summary>
    /// <param name="id">The region.</param>
    public static ulong AddressOf(int id) => (ulong)(Base + (uint)id) << 32;

    /// <summary>The id of the region that an address is in; any number where it is in none.</summary>
    /// <param name="address">The address.</param>
    public static uint IdOf(ulong address) => (uint)(address >> 32) - Base;

    /// <summary>Adds a region that stays for good.</summary>
    /// <param name="info">What it is.</param>
    /// <returns>Its id; nothing is mapped yet.</returns>
    public int Add(in RegionOwner info)
    {
        if (_count == _info.Length)
        {
            if (_count >= MaxRegions) throw new InvalidOperationException("The simulated address space is full.");
            var table = new PinnedBuffer(_table.Length * 2);
            _table.Span.CopyTo(table.Span);
            _table = table;
            Array.Resize(ref _info, _info.Length * 2);
        }
        _info[_count] = info;
        return _count++;
    }

    /// <summary>
    /// Takes a region for something short-lived. Ids go round, so that a pointer kept too long meets an unmapped region, not its successor.
    /// </summary>
    /// <param name="info">What it is.</param>
    /// <returns>Its id; nothing is mapped yet.</returns>
    public int AddTransient(in RegionOwner info)
    {
        for (int i = 0; i < TransientRegions; i++)
        {
            int id = _firstTransient + _nextTransient;
            _nextTransient = (_nextTransient + 1) % TransientRegions;
            if (Regions[id].Host != null) continue;
            _info[id] = info;
            return id;
        }
        return Add(info);
    }

    /// <summary>Makes memory accessible.</summary>
    /// <param name="id">The region.</param>
    /// <param name="host">Where it is; must stay there until unmapped.</param>
    /// <param name="length">Bytes that may be read.</param>
    /// <param name="writable">Whether they may be written too.</param>
    public void Map(int id, byte* host, int length, bool writable)
    {
        Regions[id] = new Region { Host = host, ReadLength = (uint)length, WriteLength = writable ? (uint)length : 0 };
        _info[id].Length = length;
    }

    /// <summary>Notes the size of a region that no access may reach directly.</summary>
    /// <param name="id">The region.</param>
    /// <param name="length">Bytes.</param>
    public void SetLength(int id, int length) => _info[id].Length = length;

    /// <summary>Ends all access.</summary>
    /// <param name="id">The region.</param>
    public void Unmap(int id) => Regions[id] = default;

    /// <summary>What a region is or was.</summary>
    /// <param name="id">The region; any number.</param>
    public RegionOwner Info(uint id) => id < (uint)_count ? _info[id] : default;

    /// <summary>The host address of an accessible range, or null.</summary>
    /// <param name="address">Where it starts.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="write">Whether it is to be written.</param>
    public byte* Translate(ulong address, uint size, bool write)
    {
        uint id = IdOf(address);
        if (id >= (uint)_count) return null;
        Region* region = Regions + id;
        uint length = write ? region->WriteLength : region->ReadLength;
        return (ulong)(uint)address + size <= length ? region->Host + (uint)address : null;
    }

    /// <summary>Says what is at or near an address: <c>byte 8 of a value of map 'counts' (8 bytes)</c>.</summary>
    /// <param name="address">Any address.</param>
    public string Describe(ulong address)
    {
        if (address < 4096) return "a null pointer";
        uint id = IdOf(address);
        long offset = (uint)address;
        // A little before a region is a little before the end of its predecessor's four gigabytes.
        if (offset > int.MaxValue && id + 1 < (uint)_count)
        {
            id++;
            offset -= 1L << 32;
        }
        RegionOwner info = Info(id);
        string where = offset < 0
            ? string.Format(CultureInfo.InvariantCulture, "{0} bytes before ", -offset)
            : string.Format(CultureInfo.InvariantCulture, "offset {0} of ", offset);
        string size = string.Format(CultureInfo.InvariantCulture, " ({0} bytes)", info.Length);
        bool mapped = id < (uint)_count && Regions[id].Host != null;
        return info.Kind switch
        {
            RegionKind.Stack => where + "the stack of call frame " + info.Slot.ToString(CultureInfo.InvariantCulture)
                + (mapped ? size : ", which has returned"),
            RegionKind.Context => where + "the context" + size,
            RegionKind.Packet => where + "the packet" + (mapped ? size : ", which has moved since the pointer was loaded"),
            RegionKind.Map => where + "map '" + info.Map!.Spec.Name + "' itself",
            RegionKind.MapValue => where + "a value of map '" + info.Map!.Spec.Name + "'" + size,
            RegionKind.MapKey => where + "a key given to a callback" + size,
            RegionKind.RingBufferRecord => where + "a record of ring buffer '" + info.Map!.Spec.Name + "'"
                + (mapped ? size : ", which was submitted or discarded"),
            RegionKind.Code => "the address of a function",
            _ => "no known memory",
        };
    }
}
