// Rests on: the kernel's changelog (the release each behavior appeared in) and, for 6.18, the running kernel.
using System;
using Bpf.Core.Kernel;

namespace Bpf.Verifier;

/// <summary>How the verifiers of different kernels differ: one row a difference, decided once a profile.</summary>
internal sealed class BehaviorSwitches
{
    public BehaviorSwitches(KernelProfile profile)
    {
        Version v = profile.Version;
        bool Since(int major, int minor) => v >= new Version(major, minor);

        // The updates of 6.12 brought some of what came with 6.15, 6.17 and 6.18; those up to 107 are proven.
        bool updated612 = v >= new Version(6, 12, 107) && v < new Version(6, 13);

        // Those of 5.10 brought what came with 5.12 and 6.3 for the stack.
        bool updated510 = v >= new Version(5, 10) && v < new Version(5, 11);

        // Those of 6.1 brought what came with 7.2 for frames.
        bool updated61 = v >= new Version(6, 1) && v < new Version(6, 2);

        RegisterPairs = Since(6, 8);
        DeductionRounds = Since(6, 18) || updated612 ? 3 : Since(6, 8) ? 2 : 1;
        SplitSignedRanges = Since(6, 17) || updated612;
        SplitSigned32Ranges = Since(6, 18) || updated612;
        TracksByteSwaps = Since(6, 18);
        NegativeLinks = Since(6, 18);
        LooseScalarIds = Since(6, 18);
        SingleMembers = Since(6, 18);
        DeltaIsNoOffset = Since(6, 18);
        SplitsSignMasks = Since(6, 18);
        SignExtendedRanges = Since(6, 11);
        MulUnion = Since(6, 18);
        MulMasks = Since(5, 14);
        TnumOverlapDecidesEquality = Since(6, 18);
        ExactAddOverflow = Since(6, 17);
        SignedMul = Since(6, 14);
        TracksNegation = Since(6, 17);
        LinkedConstants = Since(6, 12);
        ForgetRangesAfterJset = Since(6, 17);
        UninitializedStackReads = Since(6, 1) || updated510;
        VariableStackWrites = Since(5, 12) || updated510;
        CallFrames = KernelLimits.CallFrames(v);
        NamesMapLimit = Since(6, 12);
        PrivateStacks = Since(6, 13);
        StackRounding = KernelLimits.FrameRounding(profile.Version);
        ContextImmediateStores = Since(6, 3);
        ConstantKeys = Since(6, 14);
        BoundedProcessorId = Since(6, 12);
        TrustedPointers = Since(6, 4);
        TaggedKfuncs = Since(6, 10);
        NestedRcu = Since(7, 0);
        KfuncsTakeTrusted = Since(7, 0);
        LsmReturnRanges = Since(6, 12);
        RecentTcpFields = Since(6, 12);
        PlainPointersAreMemory = Since(6, 17);
        LazyGlobalFunctions = Since(6, 8);
        Exceptions = Since(6, 7);
        ExactCallbackReturns = Since(6, 8);
        CallsUnderLock = Since(6, 9);
        LocksInSleepable = Since(6, 6);
        TracksSleepingFunctions = Since(6, 15);
        LooseSpills = Since(6, 9);
        NarrowLinks = Since(6, 4);
        RangesDecideEquality = Since(6, 4);
        EqualPointersNotNull = Since(6, 3);
        ExactLoops = Since(6, 7);
        LoopsFromGraph = Since(6, 17);
        KeepsProvisional = (Since(6, 15) && !Since(7, 2)) || updated612;
        CallbacksAreLoops = Since(7, 2);
        CallbacksRepeat = Since(6, 7);
        LooseLoopSlots = Since(7, 2);
        LiveRegisters = Since(6, 15);
        LoopsFromAnywhere = Since(6, 7);
        CallbacksOnSeveralMaps = Since(6, 10);
        OverwritesDynptrs = Since(6, 3);
        AnyMemoryIsKey = Since(6, 2);
        SleepableIterators = Since(6, 0);
        SleepableProbes = Since(6, 0);
        SleepableStructOps = Since(6, 2);
        SyscallsMaySleep = Since(7, 0);
        ObjectsHoldKptrs = Since(6, 12);
        FunctionSymbols = Since(6, 12);
        SignedArenaLoads = Since(6, 18);
        AddsArenaPointers = Since(6, 18);
        ConnectionMarks = Since(6, 1);
        RetvalIsError = Since(7, 2);
        DropsAnywhere = v < new Version(7, 0);
        TimersAnywhere = Since(7, 2);
        PreciseReturns = Since(6, 8);
        PreciseCallbackReturns = Since(6, 1);
        MatchesAllIds = Since(6, 2);
        MatchesScalarIds = Since(6, 2);
        TracksPacketChanges = Since(6, 2);
        GplStructures = Since(6, 2);
        ReadsGrowStack = Since(6, 1);
        LsmCgroup = Since(6, 0);
        IntegerPointers = Since(5, 18);
        BindFlags = Since(5, 12);
        ReadsKeepStack = Since(6, 14);
        TaskStackSize = Since(5, 13);
        FillsNumbers = Since(6, 1);
        BitsCarryDown = Since(6, 1);
        UnionsAreUntrusted = Since(6, 6);
        TestsInvariants = Since(6, 8);
        DeviceBound = Since(6, 3);
        VariableWritesScrub = Since(6, 12);
        NamesKernelFunctions = Since(5, 13);
        Fences = Since(6, 17);
        FollowsFewerRights = Since(6, 12);
        NamesRegisters = Since(7, 2);
        DividesRanges = Since(7, 2);
        FoldsOffsets = Since(7, 2);
        SumsArePointers = Since(7, 2);
        MapsAreNotNull = Since(6, 17);
        SumsKeepFrame = SumsArePointers || updated61;
        NamesRecursion = Since(7, 2);
        WritesStructures = Since(7, 2);
        ClonesKeepReferences = Since(7, 2);
        BorrowedHoldKptrs = Since(7, 2);
        NamesReleases = Since(7, 2);
        NamesRegions = Since(7, 2);
        MovesContexts = Since(7, 2);
        NullRegisters = Since(7, 2);
        VoidFunctions = Since(7, 2);
        GlobalsThrow = Since(7, 2);
        PlainPointersAreNumbers = Since(7, 2);
        CountsWholeObjects = Since(7, 2);
        CircularRanges = Since(7, 2);
        SimulatesBranches = Since(7, 2);
        NamesDenied = Since(6, 17);
        DeniesNoReturn = Since(6, 16) || updated612;
        PacketLoadsLeave = Since(6, 1);
        TailCallsLeave = Since(6, 13);
        EarlyExitsKeepSlots = v < new Version(6, 18) || Since(7, 0);
        ArenasAnywhere = Since(7, 2);
        TailCallsKeepPackets = Since(6, 18);
        ElementsAreTrusted = Since(6, 12);
        SumsAreUntrustedMemory = Since(7, 2);
        foreach (HelperPrototype helper in Helpers.All)
        {
            if (helper.Since <= v)
            {
                LastHelper = Math.Max(LastHelper, (int)helper.Id);
            }
        }

        BoundedLoops = profile.Has(Feature.BoundedLoops);
        IsaV4 = profile.Has(Feature.IsaV4);
        AtomicFetch = profile.Has(Feature.AtomicFetch);
        LoadAcquire = profile.Has(Feature.LoadAcquire);
        MayGoto = profile.Has(Feature.MayGoto);
    }

    /// <summary>How often the deductions between ranges are repeated (6.18: 3, 6.8: 2).</summary>
    public int DeductionRounds { get; }

    /// <summary>6.8: comparisons of two unknown registers narrow both, and 64- and 32-bit ranges narrow each other freely.</summary>
    public bool RegisterPairs { get; }

    /// <summary>6.17: signed ranges across zero are split by the unsigned range.</summary>
    public bool SplitSignedRanges { get; }

    /// <summary>6.18: the same for the low halves.</summary>
    public bool SplitSigned32Ranges { get; }

    /// <summary>6.18: byte swaps keep what is known of bits.</summary>
    public bool TracksByteSwaps { get; }

    /// <summary>6.18 (a stable update): masking a value that is 0 or -1 splits the path.</summary>
    public bool SplitsSignMasks { get; }

    /// <summary>6.18 (a stable update): a range that holds one value the bits allow is that value.</summary>
    public bool SingleMembers { get; }

    /// <summary>6.18 (a stable update): the difference to a linked scalar isn't taken for a pointer offset.</summary>
    public bool DeltaIsNoOffset { get; }

    /// <summary>6.18 (a stable update): a remembered scalar without links covers linked ones.</summary>
    public bool LooseScalarIds { get; }

    /// <summary>6.18 (a stable update): scalars are linked with a negative difference too.</summary>
    public bool NegativeLinks { get; }

    /// <summary>6.11: sign-extended values with non-negative low half lose their high half.</summary>
    public bool SignExtendedRanges { get; }

    /// <summary>6.18: <see cref="State.Tnum.MulByUnion"/>.</summary>
    public bool MulUnion { get; }

    /// <summary>5.14: <see cref="State.Tnum.MulByMasks"/>.</summary>
    public bool MulMasks { get; }

    /// <summary>6.18: an equality is false where tracked bits differ.</summary>
    public bool TnumOverlapDecidesEquality { get; }

    /// <summary>6.17: ranges survive an addition that overflows at both ends.</summary>
    public bool ExactAddOverflow { get; }

    /// <summary>6.14: products of signed ranges are computed.</summary>
    public bool SignedMul { get; }

    /// <summary>6.17: negation keeps ranges.</summary>
    public bool TracksNegation { get; }

    /// <summary>6.12: scalars linked with a constant difference.</summary>
    public bool LinkedConstants { get; }

    /// <summary>6.17: the false branch of a bit test forgets ranges before it learns bits.</summary>
    public bool ForgetRangesAfterJset { get; }

    /// <summary>6.3, and updates of 6.1 and 5.10: privileged programs may read stack bytes never written.</summary>
    public bool UninitializedStackReads { get; }

    /// <summary>5.12, and updates of 5.10: loads and stores at variable offsets of the stack.</summary>
    public bool VariableStackWrites { get; }

    /// <summary>6.13: subprograms of tracing programs with 64 bytes of stack or more get their own.</summary>
    public bool PrivateStacks { get; }

    /// <summary>What a frame's stack is rounded up to where programs are compiled: 16 bytes from 6.7, 32 before.</summary>
    public int StackRounding { get; }

    /// <summary>6.3: immediates may be stored into the context.</summary>
    public bool ContextImmediateStores { get; }

    /// <summary>6.14: array lookups at known indexes give values that can't be null.</summary>
    public bool ConstantKeys { get; }

    /// <summary>6.12: the processor's id is known to be below the number of processors.</summary>
    public bool BoundedProcessorId { get; }

    /// <summary>6.8: global functions that no verified path calls aren't verified.</summary>
    public bool LazyGlobalFunctions { get; }

    /// <summary>6.7: programs may throw.</summary>
    public bool Exceptions { get; }

    /// <summary>6.8: callbacks that are called later return 0.</summary>
    public bool ExactCallbackReturns { get; }

    /// <summary>6.9: static functions may be called while a lock is held.</summary>
    public bool CallsUnderLock { get; }

    /// <summary>6.6: sleepable programs may take locks.</summary>
    public bool LocksInSleepable { get; }

    /// <summary>6.15: global functions that may sleep can't be called where sleeping is forbidden.</summary>
    public bool TracksSleepingFunctions { get; }

    /// <summary>6.4: kernel pointers are trusted, RCU-protected or neither.</summary>
    public bool TrustedPointers { get; }

    /// <summary>6.10: BTF says which functions programs may call.</summary>
    public bool TaggedKfuncs { get; }

    /// <summary>7.0: RCU sections may be nested.</summary>
    public bool NestedRcu { get; }

    /// <summary>7.0: every kernel function takes valid pointers only.</summary>
    public bool KfuncsTakeTrusted { get; }

    /// <summary>6.12 and perhaps before: congestion control may write the fields of <see cref="Setup.StructOps.Recent"/>.</summary>
    public bool RecentTcpFields { get; }

    /// <summary>6.12: LSM programs return what their hook may return.</summary>
    public bool LsmReturnRanges { get; }

    /// <summary>6.17: what a kernel structure's pointers to anything but structures point to may be read.</summary>
    public bool PlainPointersAreMemory { get; }

    /// <summary>6.9: scalars of which nothing is known are spilled too, parts of a spill are loaded as what they are, and both stay linked.</summary>
    public bool LooseSpills { get; }

    /// <summary>6.4: a 32-bit move of a value that fits links both.</summary>
    public bool NarrowLinks { get; }

    /// <summary>6.4: an equality is false where ranges are apart.</summary>
    public bool RangesDecideEquality { get; }

    /// <summary>6.3: a pointer equal to one that isn't null isn't null.</summary>
    public bool EqualPointersNotNull { get; }

    /// <summary>6.7: a loop without an end is one whose states are the same in all, not one that is covered.</summary>
    public bool ExactLoops { get; }

    /// <summary>6.17: loops are those of the control flow graph; before, the states between two that recur.</summary>
    public bool LoopsFromGraph { get; }

    /// <summary>6.15 to 7.1: states in a loop that is still walked keep what no path has read yet.</summary>
    public bool KeepsProvisional { get; }

    /// <summary>6.7: a callback may be called any number of times, also none; before, it is walked once, as a function that is called.</summary>
    public bool CallbacksRepeat { get; }

    /// <summary>7.2: a call that calls back is a loop by itself.</summary>
    public bool CallbacksAreLoops { get; }

    /// <summary>7.2: where states recur, stack slots that hold other kinds of bytes may cover each other too.</summary>
    public bool LooseLoopSlots { get; }

    /// <summary>6.15: registers that no path can read are never compared; before, they are where states recur.</summary>
    public bool LiveRegisters { get; }

    /// <summary>6.7: the last instruction of a loop need not be a jump.</summary>
    public bool LoopsFromAnywhere { get; }

    /// <summary>6.10: one call may go over the elements of different maps.</summary>
    public bool CallbacksOnSeveralMaps { get; }

    /// <summary>6.3: a dynptr that holds nothing may be made anew.</summary>
    public bool OverwritesDynptrs { get; }

    /// <summary>6.2: keys and values of maps may lie in any memory.</summary>
    public bool AnyMemoryIsKey { get; }

    /// <summary>6.0: iterators may sleep.</summary>
    public bool SleepableIterators { get; }

    /// <summary>6.0: probes of user space may sleep.</summary>
    public bool SleepableProbes { get; }

    /// <summary>6.2: struct_ops programs may sleep.</summary>
    public bool SleepableStructOps { get; }

    /// <summary>7.0: probes of system calls may sleep and change what they return, whatever the kernel is configured for.</summary>
    public bool SyscallsMaySleep { get; }

    /// <summary>6.12: pointers are exchanged with allocated objects too.</summary>
    public bool ObjectsHoldKptrs { get; }

    /// <summary>6.12 and perhaps before: the addresses of the kernel's functions may be loaded, not of variables only.</summary>
    public bool FunctionSymbols { get; }

    /// <summary>6.18: what an arena pointer is added to is an arena pointer.</summary>
    public bool AddsArenaPointers { get; }

    /// <summary>6.18: loads from arenas may extend the sign.</summary>
    public bool SignedArenaLoads { get; }

    /// <summary>6.1: programs may set the mark of tracked connections.</summary>
    public bool ConnectionMarks { get; }

    /// <summary>7.2: bpf_get_retval returns an error or 0.</summary>
    public bool RetvalIsError { get; }

    /// <summary>Until 7.0: tracing programs may drop objects of any type.</summary>
    public bool DropsAnywhere { get; }

    /// <summary>7.2: tracing programs may use timers.</summary>
    public bool TimersAnywhere { get; }

    /// <summary>6.8: what a program returns decides, so that it must be exact in states that cover others.</summary>
    public bool PreciseReturns { get; }

    /// <summary>6.8, and updates of 6.1: what a callback returns decides too.</summary>
    public bool PreciseCallbackReturns { get; }

    /// <summary>After 6.1: the ids of all registers are matched, also of those that are the same.</summary>
    public bool MatchesAllIds { get; }

    /// <summary>After 6.1: the links of scalars are matched.</summary>
    public bool MatchesScalarIds { get; }

    /// <summary>After 6.1: what a called global function, or one that a tail call reaches, does to the packet counts.</summary>
    public bool TracksPacketChanges { get; }

    /// <summary>After 6.1: only programs with a GPL-compatible license look into the kernel's structures.</summary>
    public bool GplStructures { get; }

    /// <summary>6.3, and updates of 6.1: stack that nothing was written to may be read below all that was.</summary>
    public bool ReadsGrowStack { get; }

    /// <summary>6.0: LSM programs for control groups.</summary>
    public bool LsmCgroup { get; }

    /// <summary>5.18: arguments that point to integers may be read, as numbers.</summary>
    public bool IntegerPointers { get; }

    /// <summary>5.12: programs at bind may return a flag beside the verdict.</summary>
    public bool BindFlags { get; }

    /// <summary>6.14: stack memory that a helper only reads holds what it held.</summary>
    public bool ReadsKeepStack { get; }

    /// <summary>5.13: bpf_get_task_stack returns a size or an error.</summary>
    public bool TaskStackSize { get; }

    /// <summary>6.1: the number that a helper stores need not be initialized before.</summary>
    public bool FillsNumbers { get; }

    /// <summary>6.1: what a 64-bit range tells of the low bits counts.</summary>
    public bool BitsCarryDown { get; }

    /// <summary>6.6: members of unions may be read whole; what is read from them isn't trusted.</summary>
    public bool UnionsAreUntrusted { get; }

    /// <summary>6.8: requests may ask for contradictory ranges to be refused.</summary>
    public bool TestsInvariants { get; }

    /// <summary>6.3: XDP programs may be bound to a device.</summary>
    public bool DeviceBound { get; }

    /// <summary>6.12: a store at a variable offset makes data of what was spilled where it may go.</summary>
    public bool VariableWritesScrub { get; }

    /// <summary>5.13: processes without CAP_BPF are told that they can't call kernel functions either.</summary>
    public bool NamesKernelFunctions { get; }

    /// <summary>6.17: what would be wrong on paths that are only speculated is fenced off, not refused.</summary>
    public bool Fences { get; }

    /// <summary>6.12: the rules for processes without CAP_PERFMON are those that are modeled; older kernels have stricter ones.</summary>
    public bool FollowsFewerRights { get; }

    /// <summary>7.2: messages name arguments by their registers.</summary>
    public bool NamesRegisters { get; }

    /// <summary>7.2: quotients and remainders of known divisors have ranges.</summary>
    public bool DividesRanges { get; }

    /// <summary>7.2: the constant offset of a pointer is part of its range.</summary>
    public bool FoldsOffsets { get; }

    /// <summary>7.2: a scalar to which a pointer is added is that pointer in all; before, its reference remains that of the scalar.</summary>
    public bool SumsArePointers { get; }

    /// <summary>6.17: a comparison of a map with null is decided.</summary>
    public bool MapsAreNotNull { get; }

    /// <summary>7.2, and updates of 6.1: it points into the same frame; before, into the outermost.</summary>
    public bool SumsKeepFrame { get; }

    /// <summary>7.2: recursion is found before any path, and only static functions count as frames of one stack.</summary>
    public bool NamesRecursion { get; }

    /// <summary>7.2: kernel structures passed as memory that is written to are stored to; before, they were taken to be read.</summary>
    public bool WritesStructures { get; }

    /// <summary>7.2: a dynptr that must be released may be overwritten while a clone of it is left.</summary>
    public bool ClonesKeepReferences { get; }

    /// <summary>7.2: pointers are exchanged with objects that are only borrowed, too.</summary>
    public bool BorrowedHoldKptrs { get; }

    /// <summary>7.2: what is released without a reference is told so first.</summary>
    public bool NamesReleases { get; }

    /// <summary>7.2: what forbids sleeping is named.</summary>
    public bool NamesRegions { get; }

    /// <summary>7.2: the context of syscall programs is memory: at any offset, and for helpers.</summary>
    public bool MovesContexts { get; }

    /// <summary>7.2: a comparison with a register that is 0 is one with 0.</summary>
    public bool NullRegisters { get; }

    /// <summary>7.2: global functions may return nothing.</summary>
    public bool VoidFunctions { get; }

    /// <summary>7.2: a global function that may throw is one where it is called.</summary>
    public bool GlobalsThrow { get; }

    /// <summary>7.2: arguments that point to anything but structures are numbers.</summary>
    public bool PlainPointersAreNumbers { get; }

    /// <summary>7.2: references are counted of whole objects only.</summary>
    public bool CountsWholeObjects { get; }

    /// <summary>7.2: a range is one arc of the circle of all numbers, from which signed and unsigned bounds follow.</summary>
    public bool CircularRanges { get; }

    /// <summary>7.2: a branch is not walked where what it would tell contradicts what is known.</summary>
    public bool SimulatesBranches { get; }

    /// <summary>6.17: functions that no tracing program may be attached to are named.</summary>
    public bool NamesDenied { get; }

    /// <summary>6.16, and updates of 6.12: what runs after a function isn't attached to one that doesn't return.</summary>
    public bool DeniesNoReturn { get; }

    /// <summary>After 5.10: a packet load may end the subprogram that it is in.</summary>
    public bool PacketLoadsLeave { get; }

    /// <summary>After 6.12: so may a tail call.</summary>
    public bool TailCallsLeave { get; }

    /// <summary>Not on 6.18: what a subprogram overwrites after a tail call or packet load isn't overwritten for certain.</summary>
    public bool EarlyExitsKeepSlots { get; }

    /// <summary>7.2: programs that may not sleep may ask arenas for pages, too.</summary>
    public bool ArenasAnywhere { get; }

    /// <summary>6.18 (a stable update): a tail call of the program itself, which doesn't return, leaves packet pointers as they are.</summary>
    public bool TailCallsKeepPackets { get; }

    /// <summary>7.2: a number plus a pointer to memory that may only be tried is such a pointer; before, it stays the number.</summary>
    public bool SumsAreUntrustedMemory { get; }

    /// <summary>6.12: the kernel structures that iterators give may be passed on.</summary>
    public bool ElementsAreTrusted { get; }

    /// <summary>The last helper's number.</summary>
    public int LastHelper { get; }

    /// <summary>Frames of functions that call each other.</summary>
    public int CallFrames { get; }

    /// <summary>6.12: a program with too many maps is told so.</summary>
    public bool NamesMapLimit { get; }

    /// <summary>5.3: backward jumps are followed.</summary>
    public bool BoundedLoops { get; }

    /// <summary>6.6: the instructions of v4.</summary>
    public bool IsaV4 { get; }

    /// <summary>5.12: atomics beyond add.</summary>
    public bool AtomicFetch { get; }

    /// <summary>6.15: load-acquire, store-release.</summary>
    public bool LoadAcquire { get; }

    /// <summary>6.9: may_goto.</summary>
    public bool MayGoto { get; }
}
