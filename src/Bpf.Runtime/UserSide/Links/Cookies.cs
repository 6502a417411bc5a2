using System;
using System.Collections.Generic;

namespace Bpf;

/// <summary>Numbers that programs are told, a number for each function.</summary>
internal static class Cookies
{
    /// <summary>As the kernel takes them.</summary>
    /// <returns>Null for none.</returns>
    /// <exception cref="ArgumentException">There are more or fewer than functions.</exception>
    public static ulong[]? OfEach(IReadOnlyList<ulong>? cookies, int functions) =>
        cookies is null ? null
        : cookies.Count == functions ? [.. cookies]
        : throw new ArgumentException($"There are {cookies.Count} cookies for {functions} functions.", nameof(cookies));
}
