using System.Buffers.Binary;
using System.Text;

namespace Bpf.Runtime.Tests.Loading;

/// <summary>Names of programs and libraries without a folder are found where the system finds them.</summary>
public sealed class UserPathTests
{
    private const int Own = 0x0303, Other = 0x0803;

    [Theory]
    [InlineData("libc.so.6", "/lib/libc.so.6")]
    [InlineData("libc.so", "/lib/libc.so.6")]
    [InlineData("libcrypt.so", null)] // of another architecture
    [InlineData("libcr", null)]
    [InlineData("libz.so", "/lib/libz.so")]
    public void A_library_is_found_in_the_loaders_list(string name, string? file) => Assert.Equal(file, LibraryCache.Find(
        Cache([("libc.so.6", "/lib/libc.so.6", Own), ("libcrypt.so.1", "/lib32/libcrypt.so.1", Other), ("libz.so.1", "/lib/libz.so.1", Own), ("libz.so", "/lib/libz.so", Own)]),
        name,
        Own));

    [Fact]
    public void A_damaged_list_has_no_library()
    {
        byte[] cache = Cache([("libc.so.6", "/lib/libc.so.6", Own)]);
        for (int length = 0; length < cache.Length; length++)
            _ = LibraryCache.Find(cache.AsSpan(0, length), "libc.so.6", Own);
        BinaryPrimitives.WriteUInt32LittleEndian(cache.AsSpan(48 + 4), uint.MaxValue);
        Assert.Null(LibraryCache.Find(cache, "libc.so.6", Own));
        Assert.Null(LibraryCache.Find([], "libc.so.6", Own));
    }

    [Fact]
    public void Programs_and_libraries_of_this_machine_are_found()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "this is not Linux");
        Assert.True(File.Exists(UserPaths.Find("sh")));
        string library = UserPaths.Find("libc.so.6");
        Assert.Equal("libc.so.6", Path.GetFileName(library));
        Assert.True(File.Exists(library));
        Assert.Equal("./sh", UserPaths.Find("./sh"));
        Assert.Contains("'libnothing.so.9'", Assert.Throws<BpfException>(() => UserPaths.Find("libnothing.so.9")).Message, StringComparison.Ordinal);
        Assert.Contains("'no-such-program'", Assert.Throws<BpfException>(() => UserPaths.Find("no-such-program")).Message, StringComparison.Ordinal);
    }

    private static byte[] Cache((string Name, string File, int Flags)[] libraries)
    {
        const int header = 48, entry = 24;
        byte[] cache = new byte[header + (entry * libraries.Length)];
        "glibc-ld.so.cache1.1"u8.CopyTo(cache);
        BinaryPrimitives.WriteInt32LittleEndian(cache.AsSpan(20), libraries.Length);
        List<byte> strings = [];
        for (int i = 0; i < libraries.Length; i++)
        {
            Span<byte> place = cache.AsSpan(header + (entry * i));
            BinaryPrimitives.WriteInt32LittleEndian(place, libraries[i].Flags);
            BinaryPrimitives.WriteInt32LittleEndian(place[4..], Add(libraries[i].Name));
            BinaryPrimitives.WriteInt32LittleEndian(place[8..], Add(libraries[i].File));
        }

        return [.. cache, .. strings];

        int Add(string text)
        {
            int at = cache.Length + strings.Count;
            strings.AddRange(Encoding.UTF8.GetBytes(text + '\0'));
            return at;
        }
    }
}
