using System.Runtime.InteropServices;
using Bpf.Core.Kernel;

namespace Bpf.Runtime.Tests.KernelSide;

/// <summary>Context structs against the table of what kernels have where.</summary>
public sealed class ContextTests
{
    public static TheoryData<Type, ContextLayout[]> Structs => new()
    {
        { typeof(SkBuff), [ContextLayouts.SocketFilterSkBuff, ContextLayouts.TrafficControlSkBuff, ContextLayouts.CgroupSkBuff, ContextLayouts.SkSkbSkBuff] },
        { typeof(SkMsg), [ContextLayouts.SkMsgMd] },
        { typeof(SockAddr), [ContextLayouts.SockAddr] },
        { typeof(CgroupSock), [ContextLayouts.CgroupSock] },
        { typeof(Sockopt), [ContextLayouts.Sockopt] },
        { typeof(Sysctl), [ContextLayouts.Sysctl] },
        { typeof(DeviceAccess), [ContextLayouts.CgroupDevice] },
        { typeof(SockOps), [ContextLayouts.SockOps] },
        { typeof(SkLookup), [ContextLayouts.SkLookup] },
        { typeof(SkReuseport), [ContextLayouts.SkReuseportMd] },
    };

    [Theory]
    [MemberData(nameof(Structs))]
    public void A_field_is_where_the_kernel_has_it_and_as_wide_as_it_may_be_read(Type type, ContextLayout[] layouts)
    {
        Assert.All(layouts, layout => Assert.Equal(layout.Size, Marshal.SizeOf(type)));
        Assert.All(type.GetFields(), field =>
        {
            int offset = (int)Marshal.OffsetOf(type, field.Name), size = Marshal.SizeOf(field.FieldType.IsEnum ? Enum.GetUnderlyingType(field.FieldType) : field.FieldType);
            // Arrays are read an element at a time.
            int read = size > 8 ? 4 : size;
            bool fits = layouts.SelectMany(layout => layout.Fields).Any(row =>
                Plain(row.Name) == Snake(field.Name)
                && (row.AttachTypes.IsEmpty ? [default] : row.AttachTypes).Any(attach => row.Allows(offset, read, write: false, attach)));
            Assert.True(fits, $"{type.Name}.{field.Name} at {offset}, {size} bytes");
        });
    }

    /// <summary>The kernel's name of a field: <c>RemoteIp4</c> is <c>remote_ip4</c>, <c>Args1</c> is <c>args[1]</c>.</summary>
    private static string Snake(string name)
    {
        string snake = string.Concat(name.Select((c, i) => (char.IsUpper(c) && i > 0 ? "_" : "") + char.ToLowerInvariant(c)));
        return snake.StartsWith("args", StringComparison.Ordinal) ? "args" : snake;
    }

    private static string Plain(string name) => name.Split('[')[0];
}
