using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace Bpf;

/// <summary>Finds marked places in ELF executables and libraries: notes of SystemTap, which <c>sys/sdt.h</c> leaves.</summary>
/// <remarks>Source: SystemTap wiki, "UserSpaceProbeImplementation"; ELF-64 object file format, version 1.5.</remarks>
internal static class UsdtNotes
{
    private const string Notes = ".note.stapsdt", Base = ".stapsdt.base", Owner = "stapsdt";
    private const uint PlaceNote = 3;
    private const int NoteHeader = 12, Addresses = 24;

    /// <summary>The places of a name.</summary>
    /// <exception cref="BpfException">The file can't be read, is damaged, or has none of the name.</exception>
    public static IReadOnlyList<UsdtPlace> Find(string path, string provider, string name) => UserFile.Read(UserPaths.Find(path), file =>
    {
        List<UsdtPlace> places = [];
        SortedSet<string> others = new(StringComparer.Ordinal);
        ulong? moved = file.AddressOf(Base);
        ReadOnlySpan<byte> rest = file.Section(Notes);
        while (rest.Length >= NoteHeader)
        {
            int nameSize = checked((int)U32(rest)), size = checked((int)U32(rest[4..]));
            ReadOnlySpan<byte> owner = rest.Slice(NoteHeader, nameSize).TrimEnd((byte)0);
            ReadOnlySpan<byte> note = rest.Slice(NoteHeader + Aligned(nameSize), size);
            if (U32(rest[8..]) == PlaceNote && owner.SequenceEqual(Encoding.ASCII.GetBytes(Owner)))
            {
                ReadOnlySpan<byte> texts = note[Addresses..];
                (string itsProvider, string itsName, string arguments) = (NextText(ref texts), NextText(ref texts), NextText(ref texts));
                if (itsProvider == provider && itsName == name)
                    places.Add(PlaceOf(file, note, moved, arguments));
                else if (itsProvider == provider)
                    others.Add(itsName);
            }

            rest = rest[int.Min(NoteHeader + Aligned(nameSize) + Aligned(size), rest.Length)..];
        }

        string known = others.Count > 0 ? $" It has {string.Join(", ", others)}." : "";
        return places.Count > 0 ? places : throw new BpfException($"'{path}' marks no place '{provider}:{name}'.{known}");
    });

    /// <summary>Where a place is, having been moved with the section that its note remembers (prelinking).</summary>
    private static UsdtPlace PlaceOf(UserFile file, ReadOnlySpan<byte> note, ulong? moved, string arguments)
    {
        ulong address = U64(note), remembered = U64(note[8..]), semaphore = U64(note[16..]);
        ulong distance = moved is { } now && remembered != 0 ? now - remembered : 0;
        return new(file.ToFileOffset(address + distance), semaphore == 0 ? 0 : file.ToFileOffset(semaphore + distance), arguments);
    }

    private static int Aligned(int size) => checked(size + 3) & ~3;

    private static string NextText(ref ReadOnlySpan<byte> texts)
    {
        int end = texts.IndexOf((byte)0);
        string text = Encoding.UTF8.GetString(end < 0 ? texts : texts[..end]);
        texts = end < 0 ? default : texts[(end + 1)..];
        return text;
    }

    private static uint U32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static ulong U64(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
