using Bpf.Core.Kernel;

namespace Bpf.Kernels.Tests;

/// <summary>What five real kernels answered, against the tables' rows.</summary>
public class TableLawTests
{
    [Fact]
    public void No_kernel_has_a_helper_before_its_row_says_it_came() =>
        Assert.Empty(
            from profile in KernelProfiles.All
            from list in profile.Helpers
            from id in list.Value
            let row = Helpers.Find(id)!
            where row.Since > profile.Version
            select $"{row.Name} ({row.Since}) in {profile.Alias}");

    [Fact]
    public void A_helper_is_offered_from_the_first_kernel_that_is_as_new_as_its_row_says() =>
        Assert.Empty(
            from row in Helpers.All
            let offered = KernelProfiles.All.Where(profile => profile.Helpers.Values.Any(list => list.Contains(row.Id))).ToArray()
            where offered.Length > 0
            let first = offered[0]
            where KernelProfiles.All.First(profile => profile.Version >= row.Since) != first
            select $"{row.Name} ({row.Since}) first in {first.Alias}");

    [Fact]
    public void No_kernel_has_a_map_type_before_its_row_says_it_came() =>
        Assert.Empty(
            from profile in KernelProfiles.All
            from type in profile.MapTypes
            where MapTypes.Find(type)!.Since > profile.Version
            select $"{type} in {profile.Alias}");

    [Fact]
    public void No_kernel_has_a_program_type_before_its_row_says_it_came() =>
        Assert.Empty(
            from profile in KernelProfiles.All
            from type in profile.ProgramTypes
            where ProgramTypes.Find(type)!.Since > profile.Version
            select $"{type} in {profile.Alias}");

    [Fact]
    public void No_kernel_has_a_feature_before_its_row_says_it_came() =>
        Assert.Empty(
            from profile in KernelProfiles.All
            from feature in profile.Features
            where Features.Get(feature).Since > profile.Version
            select $"{feature} in {profile.Alias}");

    [Fact]
    public void A_packet_helper_that_may_move_the_packet_is_offered_only_where_there_is_a_packet() =>
        Assert.Empty(
            from profile in KernelProfiles.All
            from list in profile.Helpers
            where ProgramTypes.Find(list.Key)!.Packet == PacketAccess.None && !profile.DerivedHelpers.Contains(list.Key)
            from id in list.Value
            where Helpers.Find(id)!.Has(HelperTraits.ChangesPktData) && id != HelperId.TailCall && id != HelperId.StoreHdrOpt
            select $"{id} for {list.Key} in {profile.Alias}");
}
