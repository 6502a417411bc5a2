namespace Bpf.Frontend;

/// <summary>The user-facing types the front end knows: metadata names only, so that no reference to them is needed.</summary>
internal static class WellKnownNames
{
    public const string Namespace = "Bpf";

    public const string BpfObjectAttribute = "Bpf.BpfObjectAttribute";
    public const string ConfigAttribute = "Bpf.ConfigAttribute";
    public const string OnFaultAttribute = "Bpf.OnFaultAttribute";
    public const string InArenaAttribute = "Bpf.InArenaAttribute";

    public const string RequiresAttribute = "Bpf.RequiresAttribute";
    public const string InsteadOfAttribute = "Bpf.InsteadOfAttribute";
    public const string AcceptUnverifiedAttribute = "Bpf.AcceptUnverifiedAttribute";

    public const string TracepointContextAttribute = "Bpf.TracepointContextAttribute";
    public const string BpfLoaded = "Bpf.BpfLoaded";

    public const string XdpContext = "Bpf.XdpContext";
    public const string PacketData = "Bpf.PacketData";
    public const string PacketCursor = "Bpf.PacketCursor";
    public const string PtRegs = "Bpf.PtRegs";
    public const string RawTracepointArgs = "Bpf.RawTracepointArgs";
    public const string Ref = "Bpf.Ref`1";
    public const string Reservation = "Bpf.Reservation`1";
    public const string BpfSpinLock = "Bpf.BpfSpinLock";
    public const string Dynptr = "Bpf.Dynptr";
    public const string Kptr = "Bpf.Kptr`1";
    public const string TaskRange = "Bpf.TaskRange`1";
    public const string BpfTimer = "Bpf.BpfTimer";
    public const string BpfWorkQueue = "Bpf.BpfWorkQueue";
    public const string LockScope = "Bpf.LockScope";
    public const string LoopRange = "Bpf.LoopRange";
    public const string KeyedMap = "Bpf.KeyedMap`2";
    public const string IndexedMap = "Bpf.IndexedMap`1";
    public const string MapEntry = "Bpf.MapEntry`2";
    public const string UserPtr = "Bpf.UserPtr`1";
    public const string KernelPtr = "Bpf.KernelPtr`1";
    public const string TraceHandler = "Bpf.TraceInterpolatedStringHandler";

    public const string KernelTypeAttribute = "Bpf.KernelTypeAttribute";
    public const string GlobalFunctionAttribute = "Bpf.GlobalFunctionAttribute";
    public const string KfuncAttribute = "Bpf.KfuncAttribute";
    public const string KsymAttribute = "Bpf.KsymAttribute";
    public const string KConfigAttribute = "Bpf.KConfigAttribute";
    public const string ReturnValueAttribute = "Bpf.ReturnValueAttribute";
    public const string KernelFieldAttribute = "Bpf.KernelFieldAttribute";

    public const string ThreadStatic = "System.ThreadStaticAttribute";
    public const string Conditional = "System.Diagnostics.ConditionalAttribute";
    public const string StructLayout = "System.Runtime.InteropServices.StructLayoutAttribute";
    public const string FieldOffset = "System.Runtime.InteropServices.FieldOffsetAttribute";
    public const string InlineArray = "System.Runtime.CompilerServices.InlineArrayAttribute";
}
