using System.Globalization;
using System.Text.RegularExpressions;
using Bpf.Core.Btf;
using Bpf.Kernels;

namespace Bpf.KernelAnswers;

/// <summary>Makes the table of tracepoints of what <see cref="Tracing.Save"/> found in each kernel and of that kernel's types.</summary>
/// <remarks>
/// A format file has no name of the structure that it describes: it is the one whose members are the file's. Several events may share one; of
/// several that are alike, the one that is called like the event, or else begins like it, is taken.
/// </remarks>
internal sealed partial class TracepointRecords(BtfTypes types)
{
    private const string StructPrefix = "trace_event_raw_";
    private const string DynamicPrefix = "__data_loc_";
    private const string RelativePrefix = "__rel_loc_";
    private const string Syscalls = "syscalls/sys_enter_";
    private const int CommonBytes = 8;

    private readonly Dictionary<string, BtfType> _structs = Enumerable.Range(1, types.Count).Select(id => types[id])
        .Where(static type => type.Kind == BtfKind.Struct && type.Name.StartsWith(StructPrefix, StringComparison.Ordinal))
        .GroupBy(static type => type.Name[StructPrefix.Length..]).ToDictionary(static group => group.Key, static group => group.First());

    /// <summary>Writes the table.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="kernels">Folders of answers, named after the kernels, the newest first.</param>
    public static void Write(string path, string[] kernels)
    {
        SortedDictionary<string, TracepointFormat> table = new(StringComparer.Ordinal);
        foreach (string kernel in kernels)
        {
            TracepointRecords records = new(BtfTypes.Read(File.ReadAllBytes(Path.Combine(kernel, "vmlinux.btf"))));
            foreach (TracepointFormat found in File.ReadLines(Path.Combine(kernel, "tracepoints")).Select(line => records.Read(line, Path.GetFileName(kernel))).OfType<TracepointFormat>())
                table[found.Name] = table.TryGetValue(found.Name, out TracepointFormat? newer) ? records.Merge(newer, found) : found;
        }

        File.WriteAllLines(path, table.Values.Select(TracepointText.Write));
    }

    private TracepointFormat Merge(TracepointFormat newer, TracepointFormat older)
    {
        // Programs take the first structure that a kernel has.
        if (newer.Structs.TakeWhile(name => name != older.Structs[0]).Any(name => _structs.ContainsKey(name[StructPrefix.Length..])))
            throw new InvalidOperationException($"{newer.Name}: {older.Kernels[0]} has {newer.Structs[0]} too, for something else");
        return newer with
        {
            Kernels = [.. older.Kernels, .. newer.Kernels],
            Structs = [.. newer.Structs.Union(older.Structs)],
            Fields = [.. newer.Fields, .. older.Fields.Where(field => newer.Fields.All(known => known.Name != field.Name))],
        };
    }

    private TracepointFormat? Read(string line, string kernel)
    {
        string[] parts = line.Split(": ", 2);
        Match[] fields = [.. parts[1].Split("; ").Select(static field => FieldPattern().Match(field)).Where(static field => field.Success && Offset(field) >= CommonBytes)];
        if (parts[0].StartsWith(Syscalls, StringComparison.Ordinal))
            return new(parts[0], [kernel], [], [.. fields.Where(static field => !Name(field).StartsWith("__", StringComparison.Ordinal)).Select(Argument)]);
        if (fields.Length == 0 || parts[0].StartsWith("syscalls/", StringComparison.Ordinal) || FindStruct(parts[0].Split('/')[1], fields) is not { } found)
            return null;
        return new(parts[0], [kernel], [found.Name], [.. Members(found).Select(member => Field(member, fields)).OfType<TracepointField>()]);
    }

    private BtfType? FindStruct(string name, Match[] fields)
    {
        (string, int)[] wanted = [.. fields.Select(static field => (MemberName(field), Offset(field)))];
        string[] alike = [.. _structs.Where(row => Members(row.Value).Select(static member => (member.Name, member.BitOffset / 8)).SequenceEqual(wanted)).Select(static row => row.Key)];
        string? best = alike.OrderByDescending(candidate => candidate == name)
            .ThenByDescending(candidate => candidate.Zip(name).TakeWhile(static pair => pair.First == pair.Second).Count())
            .ThenBy(static candidate => candidate, StringComparer.Ordinal).FirstOrDefault();
        return best is null ? null : _structs[best];
    }

    private static IEnumerable<BtfMember> Members(BtfType type) => Enumerable.Range(0, type.Length).Select(type.Member).Where(static member => member.Name is not ("ent" or "__data"));

    private TracepointField? Field(BtfMember member, Match[] fields)
    {
        int offset = member.BitOffset / 8;
        if (member.Name.StartsWith(DynamicPrefix, StringComparison.Ordinal))
        {
            string declared = fields.First(field => MemberName(field) == member.Name).Groups["type"].Value;
            string element = declared.Replace("__data_loc", "", StringComparison.Ordinal).Replace("[]", "", StringComparison.Ordinal).Trim();
            return new(member.Name[DynamicPrefix.Length..], TracepointFieldKind.Dynamic, CTypes.SizeOf(element, types), 0, offset);
        }

        BtfType type = types[types.Resolve(member.TypeId)];
        if (member.BitfieldSize != 0 || member.Name.StartsWith(RelativePrefix, StringComparison.Ordinal))
            return null;
        if (type.Kind != BtfKind.Array)
            return Number(type) is { } number ? new(member.Name, number.Kind, number.Size, 0, offset) : Bytes(types.SizeOf(type.Id));
        return types[types.Resolve(type.TypeId)] is { Kind: not BtfKind.Array } held && Number(held) is { } elements
            ? new(member.Name, elements.Kind, elements.Size, (int)type.ElementCount, offset)
            : Bytes(types.SizeOf(type.Id));

        TracepointField? Bytes(int count) => count == 0 ? null : new(member.Name, TracepointFieldKind.Unsigned, 1, count, offset);
    }

    private static (TracepointFieldKind Kind, int Size)? Number(BtfType type) => type.Kind switch
    {
        BtfKind.Ptr => (TracepointFieldKind.KernelPointer, 8),
        BtfKind.Enum or BtfKind.Enum64 => (TracepointFieldKind.Constant, type.Size),
        BtfKind.Int when type.Name is "char" => (TracepointFieldKind.Unsigned, 1),
        BtfKind.Int when type.Encoding.HasFlag(BtfIntEncoding.Bool) => (TracepointFieldKind.Truth, 1),
        BtfKind.Int when type.Size <= 8 => (type.Encoding.HasFlag(BtfIntEncoding.Signed) ? TracepointFieldKind.Signed : TracepointFieldKind.Unsigned, type.Size),
        _ => null,
    };

    /// <summary>An argument of a system call: eight bytes of the record, as wide as its C type.</summary>
    private TracepointField Argument(Match field)
    {
        string type = field.Groups["type"].Value.Trim();
        if (!type.EndsWith('*'))
            return CTypes.Find(type, types) is { } number && Number(number) is { } known
                ? new(Name(field), known.Kind, known.Size, 0, Offset(field)) : new(Name(field), TracepointFieldKind.Unsigned, 8, 0, Offset(field));
        // Arguments and environment of execve are addresses themselves.
        return new(Name(field), TracepointFieldKind.UserPointer, type.Count(static c => c == '*') > 1 ? 8 : 1, 0, Offset(field));
    }

    private static string Name(Match field) => field.Groups["name"].Value;

    private static string MemberName(Match field) => field.Groups["type"].Value switch
    {
        { } type when type.Contains("__data_loc", StringComparison.Ordinal) => DynamicPrefix + Name(field),
        { } type when type.Contains("__rel_loc", StringComparison.Ordinal) => RelativePrefix + Name(field),
        _ => Name(field),
    };

    private static int Offset(Match field) => int.Parse(field.Groups["offset"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<type>.*?)(?<name>\w+)(\[.*\])? (?<offset>\d+) \d+$")]
    private static partial Regex FieldPattern();
}
