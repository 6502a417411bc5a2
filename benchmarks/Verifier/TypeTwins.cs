using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Bpf.VerifierBenchmark;

/// <summary>Copies records of one build of an assembly into those of another.</summary>
internal static class TypeTwins
{
    /// <summary>A copy in the types of another build; what the assembly doesn't define is taken as it is.</summary>
    /// <param name="value">A record, an immutable array of records, or anything else.</param>
    /// <param name="target">The other build.</param>
    public static object? Copy(object? value, Assembly target)
    {
        if (value is null || Twin(value.GetType(), target) is not { } twin || twin == value.GetType()) return value;
        if (twin.IsEnum) return Enum.ToObject(twin, Convert.ToInt64(value));
        if (twin.IsGenericType) return CopyArray((System.Collections.IEnumerable)value, twin.GetGenericArguments()[0], target);
        object copy = RuntimeHelpers.GetUninitializedObject(twin);
        foreach (FieldInfo field in Fields(value.GetType())) Find(twin, field.Name).SetValue(copy, Copy(field.GetValue(value), target));
        return copy;
    }

    private static object CopyArray(System.Collections.IEnumerable array, Type element, Assembly target)
    {
        object?[] copies = [.. array.Cast<object>().Select(item => Copy(item, target))];
        Array typed = Array.CreateInstance(element, copies.Length);
        copies.CopyTo(typed, 0);
        return typeof(System.Runtime.InteropServices.ImmutableCollectionsMarshal).GetMethod("AsImmutableArray")!.MakeGenericMethod(element).Invoke(null, [typed])!;
    }

    /// <summary>The type of that name in the other build; null for types that aren't of the assembly.</summary>
    private static Type? Twin(Type type, Assembly target)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return Twin(type.GetGenericArguments()[0], target) is { } element ? typeof(ImmutableArray<>).MakeGenericType(element) : null;
        return type.Assembly.GetName().Name == target.GetName().Name ? target.GetType(type.FullName!, throwOnError: true) : null;
    }

    private static FieldInfo[] Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    private static FieldInfo Find(Type type, string name) => Fields(type).Single(field => field.Name == name);
}
