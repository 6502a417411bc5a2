using Bpf.Core.Btf;
using Bpf.Tests;

namespace Bpf.Kernels.Tests;

public class TracepointFormatsTests
{
    [Fact]
    public void The_packed_table_is_the_text_in_the_repository()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "eng", "kernels", "profiles", "tracepoints.txt"));
        Assert.Equal(lines, TracepointFormats.All.Select(TracepointText.Write));
    }

    [Fact]
    public void Every_record_of_the_newest_kernel_is_where_its_types_have_it()
    {
        BtfTypes types = KernelProfiles.Find("7.2")!.Btf!;
        int compared = 0;
        foreach (TracepointFormat format in TracepointFormats.All.Where(format => format.Kernels.Contains("7.2") && !format.Structs.IsEmpty))
        {
            foreach (TracepointField field in format.Fields)
            {
                string name = field.Kind == TracepointFieldKind.Dynamic ? "__data_loc_" + field.Name : field.Name;
                if (!types.TryFindMember(types.Find(format.Structs[0], BtfKind.Struct), name, out BtfMember member))
                    continue; // of an older kernel
                Assert.True(member.BitOffset == 8 * field.Offset, $"{format.Name}: {name} at {member.BitOffset / 8}, not {field.Offset}");
                compared++;
            }
        }

        Assert.True(compared > 4000, $"only {compared} fields");
    }

    [Theory]
    [InlineData("sched", "sched_process_exit", "trace_event_raw_sched_process_exit,trace_event_raw_sched_process_template")]
    [InlineData("syscalls", "sys_enter_openat", "")]
    public void A_tracepoint_is_found_by_its_name(string category, string name, string structs) =>
        Assert.Equal(structs, string.Join(",", TracepointFormats.Find(category, name)!.Structs));

    [Theory]
    [InlineData("sched/x 6.12")]
    [InlineData("sched/x 6.12 - field")]
    [InlineData("sched/x 6.12 - field:q4@8")]
    [InlineData("sched/x 6.12 - field:u4@")]
    public void What_is_not_of_the_format_is_refused(string line) =>
        Assert.Contains(line.Split(' ')[^1].Split(':')[0], Assert.Throws<FormatException>(() => TracepointText.Read(new StringReader(line)).ToList()).Message);
}
