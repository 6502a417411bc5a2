using System.Collections.Immutable;
using System.IO.Compression;
using Bpf.Core.Kernel;
using Bpf.Tests;

namespace Bpf.Kernels.Tests;

public class KernelProfilesTests
{
    public static TheoryData<string> Aliases => [.. KernelProfiles.Aliases];

    [Fact]
    public void The_shipped_kernels_are_the_five_known_ones_oldest_first()
    {
        Assert.Equal(["5.10", "6.1", "6.12", "6.18", "7.2"], KernelProfiles.All.Select(profile => profile.Alias));
        Assert.Equal(KernelProfiles.All.OrderBy(profile => profile.Version), KernelProfiles.All);
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void A_profile_is_found_by_alias_and_by_full_name_and_kept(string alias)
    {
        KernelProfile profile = KernelProfiles.Find(alias)!;
        Assert.Equal(alias, profile.Alias);
        Assert.Same(profile, KernelProfiles.Find(profile.Name));
        Assert.True(profile.Proven);
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void What_is_embedded_is_the_text_under_eng_kernels(string alias)
    {
        string root = Repository.Root;
        using DeflateStream plain = new(
            File.OpenRead(Path.Combine(root, "src", "Bpf.Kernels", "Profiles", $"{alias}.profile")), CompressionMode.Decompress);
        Assert.Equal(File.ReadAllText(Path.Combine(root, "eng", "kernels", "profiles", $"{alias}.txt")), new StreamReader(plain).ReadToEnd());
    }

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Writing_a_profile_gives_its_text_back(string alias)
    {
        KernelProfile profile = KernelProfiles.Find(alias)!;
        string text = ProfileFormat.Write(profile);
        Assert.Equal(text, ProfileFormat.Write(ProfileFormat.Read(text)));
        Assert.Equal(text, File.ReadAllText(Path.Combine(Repository.Root, "eng", "kernels", "profiles", $"{alias}.txt")));
    }

    [Theory]
    [InlineData("5.10;6.1;6.12")]
    [InlineData(" 6.12 ; 5.10, debian-6.1.0-56-amd64;6.1;")]
    public void A_list_names_kernels_once_and_oldest_first(string list)
    {
        Assert.True(KernelProfiles.TryParse(list, out ImmutableArray<KernelProfile> profiles, out string? error), error);
        Assert.Equal(["5.10", "6.1", "6.12"], profiles.Select(profile => profile.Alias));
    }

    [Theory]
    [InlineData("6.12;6.13", "unknown kernel '6.13'; known are 5.10, 6.1, 6.12, 6.18, 7.2")]
    [InlineData(" ; ", "no kernel is named; known are 5.10, 6.1, 6.12, 6.18, 7.2")]
    public void A_bad_list_is_refused_with_the_names_that_are_known(string list, string message)
    {
        Assert.False(KernelProfiles.TryParse(list, out ImmutableArray<KernelProfile> profiles, out string? error));
        Assert.Equal(message, error);
        Assert.Empty(profiles);
    }

    [Fact]
    public void An_unknown_name_has_no_profile() => Assert.Null(KernelProfiles.Find("6.13"));

    [Fact]
    public void Profiles_can_be_asked_for_from_many_threads_at_once() =>
        Parallel.For(0, 64, i => Assert.NotNull(KernelProfiles.Find(KernelProfiles.Aliases[i % KernelProfiles.Aliases.Length])));
}
