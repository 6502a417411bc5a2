using System;
using System.Collections.Immutable;
using static Bpf.Core.Kernel.ArgumentType;
using static Bpf.Core.Kernel.HelperId;

namespace Bpf.Core.Kernel;

// Arguments that older kernels asked otherwise for: what right and wrong calls on 5.10 and 6.1 showed, against 6.12 and 6.18 (eng/kernels/facts).
public static partial class Helpers
{
    /// <summary>Every change of what an argument is asked for, see <see cref="For(HelperId, ProgramType, Version)"/>.</summary>
    public static ImmutableArray<HelperChange> Changes { get; } =
    [
        // Memory that the helper writes was taken where programs may only read it (commit 32556ce93bc4).
        Change(FibLookup,               1, "6.13", PtrToMem),
        Change(SysctlGetName,           1, "6.13", PtrToMem),
        Change(ReadBranchRecords,       1, "6.13", PtrToMemOrNull),
        Change(SnprintfBtf,             0, "6.13", PtrToMem),
        Change(Snprintf,                0, "6.13", PtrToMemOrNull),
        Change(LoadHdrOpt,              1, "6.1",  PtrToMem),

        // A length of 0 was refused.
        Change(SkLookupTcp,             2, "6.12", ConstSize),
        Change(SkLookupUdp,             2, "6.12", ConstSize),
        Change(SkcLookupTcp,            2, "6.12", ConstSize),
        Change(TcpRawGenSyncookieIpv4,  2, "6.12", ConstSize),
        Change(TcpRawGenSyncookieIpv6,  2, "6.12", ConstSize),
    ];

    /// <summary>Numbers that kernels bound.</summary>
    public static ImmutableArray<HelperRange> Ranges { get; } =
    [
        new(SetRetval, 0, new(7, 2), -4095, 0), // an error, MAX_ERRNO at most
    ];

    /// <summary>What a number given to a helper must lie in; null where it may be any.</summary>
    /// <param name="helper">The helper.</param>
    /// <param name="argument">The argument's index, from 0.</param>
    /// <param name="kernel">The kernel's version.</param>
    public static HelperRange? RangeOf(HelperId helper, int argument, Version kernel)
    {
        foreach (HelperRange range in Ranges)
        {
            if (range.Helper == helper && range.Argument == argument && range.Since <= kernel)
                return range;
        }

        return null;
    }

    private static HelperChange Change(HelperId helper, int argument, string since, ArgumentType before) =>
        new(helper, argument, Version.Parse(since), before);
}
