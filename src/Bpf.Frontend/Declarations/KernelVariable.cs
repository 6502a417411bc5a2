using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Declarations;

/// <summary>A static field that stands for something of the kernel's: a setting of its configuration, or the address of a symbol.</summary>
/// <param name="Name">The setting or symbol.</param>
/// <param name="IsSetting">True for a setting.</param>
internal readonly record struct KernelVariable(string Name, bool IsSetting)
{
    /// <summary>True for such a field.</summary>
    public static bool IsOne(IFieldSymbol field) => Of(field) is not null;

    /// <summary>What a field stands for; null for other fields.</summary>
    public static KernelVariable? Of(IFieldSymbol field)
    {
        if (field.Attribute(WellKnownNames.KConfigAttribute)?.ConstructorArguments is [{ Value: string setting }]) return new(setting, true);
        return field.Attribute(WellKnownNames.KsymAttribute)?.ConstructorArguments is [{ Value: string symbol }] ? new(symbol, false) : null;
    }
}
