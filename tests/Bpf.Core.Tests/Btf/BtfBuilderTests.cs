using Bpf.Core.Btf;
using Bpf.Core.Tests.Elf;

namespace Bpf.Core.Tests.Btf;

/// <summary>BTF of ours, read by us, bpftool and the kernel.</summary>
public sealed class BtfBuilderTests
{
    [Fact]
    public void Equal_types_share_one_id()
    {
        BtfBuilder types = new();
        int number = types.AddInt("int", 4, BtfIntEncoding.Signed);
        BtfMember[] members = [new("a", number, 0), new("b", types.AddPtr(number), 64)];
        Assert.Equal(number, types.AddInt("int", 4, BtfIntEncoding.Signed));
        Assert.NotEqual(number, types.AddInt("int", 4));
        Assert.Equal(types.AddStruct("s", 16, members), types.AddStruct("s", 16, [.. members]));
        Assert.NotEqual(types.AddStruct("s", 16, members), types.AddStruct("t", 16, members));
        Assert.Equal(types.AddArray(number, 4), types.AddArray(number, 4));
    }

    [Fact]
    public void Every_kind_reads_back_as_it_was_added()
    {
        BtfTypes read = BtfTypes.Read(EveryKind().ToBytes());
        Assert.Equal("""
            [1] INT 'int' size=4 bits_offset=0 nr_bits=32 encoding=SIGNED
            [2] INT 'bool' size=1 bits_offset=0 nr_bits=8 encoding=BOOL
            [3] STRUCT 'Node' size=24 vlen=3
            	'Next' type_id=4 bits_offset=0
            	'Low' type_id=1 bits_offset=64 bitfield_size=3
            	'Rest' type_id=1 bits_offset=67 bitfield_size=29
            [4] PTR '(anon)' type_id=3
            [5] INT '__ARRAY_SIZE_TYPE__' size=4 bits_offset=0 nr_bits=32 encoding=(none)
            [6] ARRAY '(anon)' type_id=1 index_type_id=5 nr_elems=4
            [7] UNION 'Either' size=24 vlen=2
            	'Numbers' type_id=6 bits_offset=0
            	'(anon)' type_id=3 bits_offset=0
            [8] ENUM 'Color' encoding=SIGNED size=4 vlen=2
            	'Red' val=-1
            	'Blue' val=7
            [9] ENUM64 'Wide' encoding=UNSIGNED size=8 vlen=1
            	'Top' val=18446744073709551615ULL
            [10] FWD 'Hidden' fwd_kind=union
            [11] TYPEDEF 'Alias' type_id=1
            [12] CONST '(anon)' type_id=11
            [13] VOLATILE '(anon)' type_id=12
            [14] RESTRICT '(anon)' type_id=4
            [15] FLOAT 'double' size=8
            [16] TYPE_TAG 'user' type_id=13
            [17] FUNC_PROTO '(anon)' ret_type_id=1 vlen=1
            	'ctx' type_id=4
            [18] FUNC 'Run' type_id=17 linkage=global
            [19] DECL_TAG 'mark' type_id=18 component_idx=0
            [20] VAR 'Total' type_id=1, linkage=global
            [21] DATASEC '.bss' size=4 vlen=1
            	type_id=20 offset=0 size=4 (VAR 'Total')

            """, RawDump.Of(read), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void The_running_kernel_takes_every_kind()
    {
        KernelTests.Require();
        (int result, string log) = BtfLoad.Try(EveryKind().ToBytes());
        Assert.True(result >= 0, log);
    }

    [Fact]
    public void Declared_structs_must_be_completed_once()
    {
        BtfBuilder types = new();
        int id = types.DeclareStruct("Node", 8);
        Assert.Throws<InvalidOperationException>(types.ToBytes);
        types.Complete(id, [new("Next", types.AddPtr(id), 0)]);
        Assert.Throws<InvalidOperationException>(() => types.Complete(id, []));
        Assert.Equal("Next", BtfTypes.Read(types.ToBytes())[id].Member(0).Name);
    }

    [Fact]
    public void A_clone_grows_on_its_own()
    {
        BtfBuilder types = new();
        int number = types.AddInt("int", 4);
        BtfBuilder clone = types.Clone();
        int pointer = clone.AddPtr(number);
        Assert.Equal(1, types.Count);
        Assert.Equal(pointer, types.AddFloat("double", 8));
    }

    private static BtfBuilder EveryKind()
    {
        BtfBuilder types = new();
        int number = types.AddInt("int", 4, BtfIntEncoding.Signed);
        types.AddInt("bool", 1, BtfIntEncoding.Bool);
        int node = types.DeclareStruct("Node", 24);
        int pointer = types.AddPtr(node);
        types.Complete(node, [new("Next", pointer, 0), new("Low", number, 64, 3), new("Rest", number, 67, 29)]);
        int array = types.AddArray(number, 4);
        types.AddUnion("Either", 24, [new("Numbers", array, 0), new("", node, 0)]);
        types.AddEnum("Color", 4, true, [new("Red", -1), new("Blue", 7)]);
        types.AddEnum("Wide", 8, false, [new("Top", -1)]);
        types.AddFwd("Hidden", isUnion: true);
        int qualified = types.AddVolatile(types.AddConst(types.AddTypedef("Alias", number)));
        types.AddRestrict(pointer);
        types.AddFloat("double", 8);
        types.AddTypeTag("user", qualified);
        int function = types.AddFunc("Run", types.AddFuncProto(number, [new("ctx", pointer)]), BtfLinkage.Global);
        types.AddDeclTag("mark", function, 0);
        types.AddDatasec(".bss", 4, [new(types.AddVar("Total", number, BtfLinkage.Global), 0, 4)]);
        return types;
    }
}
