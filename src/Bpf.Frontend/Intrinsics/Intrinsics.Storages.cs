using Bpf.Compiler.Ir;
using Bpf.Core.Kernel;
using Bpf.Frontend.Lowering;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Maps whose elements belong to the kernel's own objects, and maps of maps. Sources: kernel/bpf/bpf_local_storage.c, bpf-helpers(7).</summary>
internal static partial class IntrinsicTable
{
    /// <summary><c>BPF_LOCAL_STORAGE_GET_F_CREATE</c>.</summary>
    private const long Create = 1;

    private static void AddStorages()
    {
        foreach ((string suffix, bool create) in new[] { ("TryFind", false), ("TryGetOrCreate", true) })
        {
            Row($"M:Bpf.LocalStorage`1.{suffix}``1(Bpf.Ref{{``0}},Bpf.Ref{{`0}}@)", c => GetStorage(c, c.Value(0), 1, create));
            Row($"M:Bpf.TaskStorage`1.{suffix}(Bpf.Ref{{`0}}@)", c => GetStorage(c, CurrentTask(c), 0, create));
        }

        Row("M:Bpf.LocalStorage`1.Remove``1(Bpf.Ref{``0})", c => DeleteStorage(c, c.Value(0)));
        Row("M:Bpf.TaskStorage`1.Remove", c => DeleteStorage(c, CurrentTask(c)));
        Row("M:Bpf.HashOfMaps`2.TryFind(`0@,`1@)", FindMap);
        Row("M:Bpf.ArrayOfMaps`1.TryFind(System.UInt32,`0@)", FindMap);
    }

    private static Value CurrentTask(IntrinsicCall c) => c.B.CallHelper(HelperId.GetCurrentTaskBtf, IrType.Ptr(Provenance.Btf));

    private static (HelperId Get, HelperId Delete) StorageHelpers(MapType type) => type switch
    {
        MapType.TaskStorage => (HelperId.TaskStorageGet, HelperId.TaskStorageDelete),
        MapType.SkStorage => (HelperId.SkStorageGet, HelperId.SkStorageDelete),
        MapType.InodeStorage => (HelperId.InodeStorageGet, HelperId.InodeStorageDelete),
        _ => (HelperId.CgrpStorageGet, HelperId.CgrpStorageDelete),
    };

    private static Operand GetStorage(IntrinsicCall c, Value owner, int result, bool create)
    {
        Place found = c.Place(result);
        Value value = c.B.CallHelper(
            StorageHelpers(c.Map().Class.Type).Get, IrType.Ptr(Provenance.MapValue), MapOf(c), owner, c.B.I64(0), c.B.I64(create ? Create : 0));
        c.Lowering.Assign(found, Operand.Of(value, found.Type), c.Operation);
        return c.Bool(IsNull(c.B, value, IrOp.Ne));
    }

    private static Operand DeleteStorage(IntrinsicCall c, Value owner) =>
        Succeeded(c, c.B.CallHelper(StorageHelpers(c.Map().Class.Type).Delete, IrType.I64, MapOf(c), owner));

    private static Operand FindMap(IntrinsicCall c)
    {
        Value key = Spill(c, 0, c.Map().Key!);
        Place result = c.Place(1);
        Value found = c.B.CallHelper(HelperId.MapLookupElem, IrType.Ptr(Provenance.Map), MapOf(c), key);
        c.Lowering.Assign(result, Operand.Of(found, result.Type), c.Operation);
        return c.Bool(IsNull(c.B, found, IrOp.Ne));
    }
}
