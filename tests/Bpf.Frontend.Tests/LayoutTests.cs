using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Tests;

#pragma warning disable CS0649, CS0169, CA1815, CA1051 // only their layout matters
public enum Small : byte { A }
public enum Wide : long { A }
public struct Empty;
public struct Bytes3 { public byte A, B, C; }
public struct Mixed { public byte A; public long B; public short C; public int D; public bool E; public char F; }
public struct Nested { public byte A; public Mixed B; public Bytes3 C; public nint D; }
public struct Enums { public Small A; public Wide B; public Small C; }
[StructLayout(LayoutKind.Sequential, Pack = 1)] public struct Packed { public byte A; public long B; public short C; }
[StructLayout(LayoutKind.Sequential, Pack = 2)] public struct Packed2 { public byte A; public long B; public byte C; }
[StructLayout(LayoutKind.Sequential, Size = 50)] public struct Sized { public long A; public byte B; }
[StructLayout(LayoutKind.Sequential, Size = 5)] public struct SmallSize { public int A; public int B; }
[StructLayout(LayoutKind.Explicit)] public struct Overlay { [FieldOffset(0)] public long A; [FieldOffset(4)] public int B; [FieldOffset(12)] public byte C; }
[StructLayout(LayoutKind.Explicit, Size = 32)] public struct OverlaySized { [FieldOffset(8)] public long A; }
[StructLayout(LayoutKind.Explicit, Pack = 1)] public struct OverlayPacked { [FieldOffset(0)] public byte A; [FieldOffset(1)] public long B; }
[InlineArray(7)] public struct Seven { private short _e; }
[InlineArray(3)] public struct OfStructs { private Packed2 _e; }
public struct HoldsArrays { public byte A; public Seven B; public OfStructs C; public Comm D; }
public unsafe struct Fixed { public byte A; public fixed int B[3]; public fixed byte C[5]; }
public struct Generic<T> where T : unmanaged { public byte A; public T B; }
public struct Properties { public byte A { get; set; } public int B { get; set; } }
public record struct Record(byte A, long B, short C);
public struct Packets { public EthernetHeader A; public Ipv4Header B; public Ipv6Header C; public byte D; public UInt32BE E; public TcpHeader F; public UdpHeader G; }
public struct Pointers { public byte A; public UserPtr<int> B; public KernelPtr<byte> C; }
#pragma warning restore CS0649, CS0169, CA1815, CA1051

public class LayoutTests
{
    private static readonly Type[] s_types =
    [
        typeof(Empty), typeof(Bytes3), typeof(Mixed), typeof(Nested), typeof(Enums), typeof(Packed), typeof(Packed2), typeof(Sized), typeof(SmallSize),
        typeof(Overlay), typeof(OverlaySized), typeof(OverlayPacked), typeof(Seven), typeof(OfStructs), typeof(HoldsArrays), typeof(Fixed),
        typeof(Generic<long>), typeof(Generic<Bytes3>), typeof(Generic<Seven>), typeof(Properties), typeof(Record), typeof(Packets), typeof(Pointers),
        typeof(EthernetHeader), typeof(Ipv4Header), typeof(Ipv6Header), typeof(TcpHeader), typeof(UdpHeader), typeof(VlanHeader), typeof(Ipv4Prefix),
        typeof(AlignedIpv4Prefix), typeof(Ipv6Prefix), typeof(Ipv6Address), typeof(MacAddress), typeof(Comm), typeof(PathBuffer), typeof(SysEnter), typeof(SysExit),
        typeof(SysEnterOpenat), typeof(SysEnterExecve), typeof(UInt16BE), typeof(UInt32BE), typeof(UInt64BE),
    ];

    public static TheoryData<string> Names => [.. s_types.Select(t => t.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Size_and_offsets_are_those_of_the_CLR(string name)
    {
        Type type = s_types.Single(t => t.ToString() == name);
        Compilation compilation = Snippet.File("static class P { }").Compilation;
        TypeLayout layout = new TypeLayouts(compilation).Of(Symbol(compilation, type));

        Assert.Equal(SizeOf(type), layout.Size);
        foreach (System.Reflection.FieldInfo field in type.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
        {
            if (layout.Fields.IsEmpty) continue;
            Assert.Equal(OffsetOf(type, field.Name), layout.Fields.Single(f => f.Field.Name == field.Name).Offset);
        }
    }

    private static ITypeSymbol Symbol(Compilation compilation, Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        INamedTypeSymbol symbol = compilation.References
            .Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>()
            .Select(a => a.GetTypeByMetadataName(definition.FullName!)).First(t => t is not null)!;
        return type.IsGenericType ? symbol.Construct([.. type.GetGenericArguments().Select(a => Symbol(compilation, a))]) : symbol;
    }

    private static int SizeOf(Type type) => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    /// <summary>Where a field really is: the distance of its address from the struct's.</summary>
    private static int OffsetOf(Type type, string field)
    {
        System.Reflection.Emit.DynamicMethod method = new("offset", typeof(int), Type.EmptyTypes, typeof(LayoutTests), true);
        System.Reflection.Emit.ILGenerator il = method.GetILGenerator();
        il.DeclareLocal(type);
        il.Emit(System.Reflection.Emit.OpCodes.Ldloca_S, 0);
        il.Emit(System.Reflection.Emit.OpCodes.Ldflda, type.GetField(field, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)!);
        il.Emit(System.Reflection.Emit.OpCodes.Conv_U);
        il.Emit(System.Reflection.Emit.OpCodes.Ldloca_S, 0);
        il.Emit(System.Reflection.Emit.OpCodes.Conv_U);
        il.Emit(System.Reflection.Emit.OpCodes.Sub);
        il.Emit(System.Reflection.Emit.OpCodes.Conv_I4);
        il.Emit(System.Reflection.Emit.OpCodes.Ret);
        return (int)method.Invoke(null, null)!;
    }
}
