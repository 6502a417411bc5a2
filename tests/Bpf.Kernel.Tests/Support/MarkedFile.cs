using System.Runtime.InteropServices;
using System.Text;

namespace Bpf.Kernel.Tests.Support;

/// <summary>
/// A small executable with a marked place, which needs no compiler: it has 41 in a register, -7 on its stack and a text in its memory there, and exits
/// with the counter of the place. Its code is written by hand, for both machines.
/// </summary>
internal sealed class MarkedFile : IDisposable
{
    private const ulong Start = 0x400000;
    private const int CodeOffset = 0x1000, DataOffset = 0x2000, NotesOffset = 0x2100, NamesOffset = 0x2200, SectionsOffset = 0x2300, Length = 0x2400;
    private const int TextOffset = DataOffset + 16;
    private const ulong Counter = Start + DataOffset;

    /// <summary>Where <see cref="Text"/> is.</summary>
    public const ulong TextAddress = Start + TextOffset;

    /// <summary>What is in its memory.</summary>
    public const string Text = "Shop#sell";

    // Before what is made of it: fields are set in their order.
    private static readonly bool s_isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>The arguments of <c>shop:sold</c>, as the machine's compilers write them.</summary>
    private static readonly string s_arguments = s_isArm ? "8@x0 -4@[sp] 4@5 -1@-3 8@v0" : "8@%rdi -4@(%rsp) 4@$5 -1@$-3 8@name(%rip)";

    /// <summary>Makes one.</summary>
    public MarkedFile() : this("shop", "sold", s_arguments)
    {
    }

    /// <summary>Makes one whose place hands out constants.</summary>
    public MarkedFile(string provider, string name, params ulong[] constants)
        : this(provider, name, string.Join(' ', constants.Select(constant => (s_isArm ? "8@" : "8@$") + constant)))
    {
    }

    private MarkedFile(string provider, string name, string arguments)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"bpf-marked-{Guid.NewGuid():n}");
        File.WriteAllBytes(Path, Write($"{provider}\0{name}\0{arguments}\0"));
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);

    private static byte[] Write(string mark)
    {
        byte[] file = new byte[Length];
        (byte[] code, int place) = s_isArm ? Arm64() : X64();
        byte[] notes = Note(Start + CodeOffset + (ulong)place, mark);
        byte[] names = Encoding.ASCII.GetBytes("\0.note.stapsdt\0.shstrtab\0");
        new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(file, 0);
        Put(file, 16, 2, (ushort)2, (ushort)(s_isArm ? 183 : 62)); // ET_EXEC, EM_AARCH64, EM_X86_64
        Put(file, 20, 4, 1u);
        Put(file, 24, 8, Start + CodeOffset, 64ul, SectionsOffset);
        Put(file, 52, 2, (ushort)64, (ushort)56, (ushort)2, (ushort)64, (ushort)3, (ushort)2);
        Segment(file, 64, flags: 5, CodeOffset, code.Length);
        Segment(file, 120, flags: 6, DataOffset, TextOffset - DataOffset + Text.Length + 1);
        Section(file, 1, name: 1, type: 7, NotesOffset, notes.Length); // SHT_NOTE
        Section(file, 2, name: 15, type: 3, NamesOffset, names.Length); // SHT_STRTAB
        code.CopyTo(file, CodeOffset);
        Encoding.ASCII.GetBytes(Text).CopyTo(file, TextOffset);
        notes.CopyTo(file, NotesOffset);
        names.CopyTo(file, NamesOffset);
        return file;
    }

    // mov rdi, 41; push -7; nop; movzx edi, word [counter]; mov eax, 60; syscall
    private static (byte[] Code, int Place) X64() => (
        [0x48, 0xC7, 0xC7, 41, 0, 0, 0, 0x6A, 0xF9, 0x90, 0x0F, 0xB7, 0x3C, 0x25, .. BitConverter.GetBytes((uint)Counter), 0xB8, 60, 0, 0, 0, 0x0F, 0x05], 9);

    // mov x0, 41; mov x1, -7; str x1, [sp, -16]!; nop; movz x2, low; movk x2, high, lsl 16; ldrh w0, [x2]; mov x8, 93; svc 0
    private static (byte[] Code, int Place) Arm64()
    {
        uint low = 0xD2800002 | ((uint)Counter & 0xFFFF) << 5, high = 0xF2A00002 | (uint)(Counter >> 16) << 5;
        uint[] code = [0xD2800520, 0x928000C1, 0xF81F0FE1, 0xD503201F, low, high, 0x79400040, 0xD2800BA8, 0xD4000001];
        return (MemoryMarshal.AsBytes(code.AsSpan()).ToArray(), 12);
    }

    private static byte[] Note(ulong place, string mark)
    {
        byte[] text = [.. BitConverter.GetBytes(place), .. BitConverter.GetBytes(0ul), .. BitConverter.GetBytes(Counter), .. Encoding.ASCII.GetBytes(mark)];
        return [.. BitConverter.GetBytes(8), .. BitConverter.GetBytes(text.Length), .. BitConverter.GetBytes(3), .. "stapsdt\0"u8, .. text];
    }

    private static void Segment(byte[] file, int at, uint flags, ulong offset, int length)
    {
        Put(file, at, 4, 1u, flags); // PT_LOAD
        Put(file, at + 8, 8, offset, Start + offset, Start + offset, (ulong)length, (ulong)length, 0x1000ul);
    }

    private static void Section(byte[] file, int index, uint name, uint type, ulong offset, int length)
    {
        int at = SectionsOffset + (64 * index);
        Put(file, at, 4, name, type);
        Put(file, at + 24, 8, offset, (ulong)length);
    }

    private static void Put(byte[] file, int at, int size, params ulong[] values)
    {
        for (int i = 0; i < values.Length; i++)
            BitConverter.GetBytes(values[i]).AsSpan(0, size).CopyTo(file.AsSpan(at + (size * i)));
    }
}
