using System;
using System.Collections.Immutable;
using Bpf.Core.Kernel;

namespace Bpf.Core.Link;

/// <summary>What programs of marked places (USDT) are told about where arguments are: an element of a map for each place.</summary>
/// <remarks>Layout and names: libbpf's <c>struct __bpf_usdt_spec</c> and its maps (usdt.bpf.h), so that either loader attaches what either made.</remarks>
public static class UsdtSpec
{
    /// <summary>The map of places, by the number that programs are told as their cookie.</summary>
    public const string MapName = "__bpf_usdt_specs";

    /// <summary>The map by which libbpf tells places apart on kernels without cookies.</summary>
    public const string AddressMapName = "__bpf_usdt_ip_to_spec_id";

    /// <summary>Places of an object at most.</summary>
    public const int MostPlaces = 256;

    /// <summary>Arguments of a place at most.</summary>
    public const int MostArguments = 12;

    /// <summary>Bytes of an element, and of an argument in it.</summary>
    public const int Size = 208, ArgumentSize = 16;

    /// <summary>Where an element has the user's cookie, and the number of arguments.</summary>
    public const int CookieOffset = 192, CountOffset = 200;

    /// <summary>Where an argument has its kind, the register's place among the registers, 1 for signed numbers, and the bits that it is short of 64. At 0 is the constant or the distance.</summary>
    public const int KindOffset = 8, RegisterOffset = 12, SignedOffset = 14, ShiftOffset = 15;

    /// <summary>Kinds of arguments: a constant, in a register, in memory at a distance from a register.</summary>
    public const int Constant = 0, Register = 1, Memory = 2;

    /// <summary>The kind of an argument whose place is described in a way that is not known: it can't be read.</summary>
    public const int Unknown = 255;

    private const string Section = "usdt";

    /// <summary>The maps that an object with such programs has.</summary>
    public static ImmutableArray<MapSpec> Maps { get; } =
    [
        new() { Name = MapName, Type = MapType.Array, KeySize = 4, ValueSize = Size, MaxEntries = MostPlaces },
        new() { Name = AddressMapName, Type = MapType.Hash, KeySize = 8, ValueSize = 4, MaxEntries = MostPlaces },
    ];

    /// <summary>True for the section of a program of marked places.</summary>
    /// <param name="section">An ELF section.</param>
    public static bool IsSectionOfUsdt(string section) => section == Section || section.StartsWith(Section + "/", StringComparison.Ordinal)
        || section.StartsWith(Section + ".s", StringComparison.Ordinal);
}
