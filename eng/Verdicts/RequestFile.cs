using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Verdicts;

/// <summary>Reads a load request from its JSON form, with the BTF beside it.</summary>
internal static class RequestFile
{
    private const string TableSet = "test_verifier-";

    public static LoadRequest Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = document.RootElement;
        List<MapSpec> maps = [];
        Dictionary<int, int> indexByFd = [];
        bool isTable = path.Contains(TableSet, StringComparison.Ordinal);
        foreach (JsonElement map in root.GetProperty("maps").EnumerateArray())
        {
            indexByFd[map.GetProperty("fd").GetInt32()] = maps.Count;
            maps.Add(ReadMap(map, ownBtf: isTable || map.GetProperty("btf_id").GetInt32() == root.GetProperty("prog_btf_id").GetInt32(),
                innerOwnBtf: root.GetProperty("prog_btf_id").GetInt32() != 0));
        }

        string btf = root.GetProperty("prog_btf").GetString() ?? "";
        string btfPath = Path.Combine(Path.GetDirectoryName(path)!, btf);
        return new LoadRequest
        {
            Name = root.GetProperty("name").GetString() ?? "",
            ProgramType = (ProgramType)root.GetProperty("prog_type").GetInt32(),
            ExpectedAttachType = (AttachType)root.GetProperty("expected_attach_type").GetInt32(),
            Flags = root.GetProperty("prog_flags").GetUInt32(),
            AttachBtfId = root.GetProperty("attach_btf_id").GetInt32(),
            License = root.GetProperty("license").GetString() ?? "",
            Instructions = ReadInstructions(Convert.FromHexString(root.GetProperty("insns").GetString()!), indexByFd),
            Maps = [.. maps],
            Btf = btf.Length > 0 && File.Exists(btfPath) ? [.. File.ReadAllBytes(btfPath)]
                : isTable && maps.Any(map => map.BtfValueTypeId != 0) ? [.. TestVerifierTypes.Build()] : [],
            FuncInfo = ReadFunctions(root),
        };
    }

    /// <summary>Types in another BTF than the program's get an id that names nothing: the simulator then doesn't guess. Inner maps of an object have its BTF.</summary>
    private static MapSpec ReadMap(JsonElement map, bool ownBtf, bool innerOwnBtf) => new()
    {
        Name = map.TryGetProperty("name", out JsonElement name) ? name.GetString() ?? "" : "",
        Type = (MapType)map.GetProperty("type").GetInt32(),
        KeySize = map.GetProperty("key_size").GetInt32(),
        ValueSize = map.GetProperty("value_size").GetInt32(),
        MaxEntries = (int)map.GetProperty("max_entries").GetUInt32(),
        Flags = map.TryGetProperty("map_flags", out JsonElement mapFlags) ? mapFlags.GetUInt32() : 0,
        Extra = map.TryGetProperty("map_extra", out JsonElement extra) ? extra.GetUInt64() : 0,
        BtfKeyTypeId = map.TryGetProperty("btf_key_type_id", out JsonElement key) ? key.GetInt32() : 0,
        BtfValueTypeId = map.TryGetProperty("btf_value_type_id", out JsonElement value)
            ? ownBtf || value.GetInt32() == 0 ? value.GetInt32() : int.MaxValue
            : 0,
        Frozen = map.TryGetProperty("frozen", out JsonElement frozen) && frozen.GetInt32() != 0,
        InitialValue = map.TryGetProperty("value", out JsonElement contents) && contents.ValueKind == JsonValueKind.String
            ? [.. Convert.FromHexString(contents.GetString()!)] : [],
        InnerMap = map.TryGetProperty("inner", out JsonElement inner) && inner.ValueKind == JsonValueKind.Object ? ReadMap(inner, innerOwnBtf, innerOwnBtf) : null,
    };

    /// <summary>File descriptors become indexes; one that names no map stays, and is refused as the kernel refuses it.</summary>
    private static ImmutableArray<Instruction> ReadInstructions(byte[] bytes, Dictionary<int, int> indexByFd)
    {
        ImmutableArray<Instruction>.Builder instructions = ImmutableArray.CreateBuilder<Instruction>(bytes.Length / 8);
        for (int i = 0; i < bytes.Length; i += 8)
        {
            ReadOnlySpan<byte> slot = bytes.AsSpan(i, 8);
            byte source = (byte)(slot[1] >> 4);
            int imm = BinaryPrimitives.ReadInt32LittleEndian(slot[4..]);
            if (slot[0] == Opcode.LdImmDW && source is 1 or 2 && indexByFd.TryGetValue(imm, out int index))
            {
                source = (byte)(source == 1 ? PseudoSource.MapIdx : PseudoSource.MapIdxValue);
                imm = index;
            }

            instructions.Add(new(slot[0], (byte)(slot[1] & 15), source, BinaryPrimitives.ReadInt16LittleEndian(slot[2..]), imm));
        }

        return instructions.MoveToImmutable();
    }

    private static ImmutableArray<FuncInfo> ReadFunctions(JsonElement root)
    {
        int size = root.GetProperty("func_info_rec_size").GetInt32();
        byte[] bytes = Convert.FromHexString(root.GetProperty("func_info").GetString() ?? "");
        ImmutableArray<FuncInfo>.Builder records = ImmutableArray.CreateBuilder<FuncInfo>();
        for (int i = 0; size > 0 && i + 8 <= bytes.Length; i += size)
        {
            records.Add(new(
                BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i)), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i + 4))));
        }

        return records.ToImmutable();
    }
}
