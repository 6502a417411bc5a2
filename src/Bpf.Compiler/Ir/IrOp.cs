namespace Bpf.Compiler.Ir;

/// <summary>The operations of the SSA form. Operand order is as written in the summaries.</summary>
public enum IrOp
{
    /// <summary>An integer: <see cref="Value.Constant"/>; 32-bit ones are held sign-extended.</summary>
    Const,
    /// <summary>A parameter of the function: number in <see cref="Value.Constant"/>. A program's only one is its context.</summary>
    Param,
    /// <summary>One operand for each predecessor of its block, in their order.</summary>
    Phi,

    /// <summary>a + b, wrapping.</summary>
    Add,
    /// <summary>a - b, wrapping.</summary>
    Sub,
    /// <summary>a * b, wrapping.</summary>
    Mul,
    /// <summary>Unsigned a / b; b is never 0 (the front end guards it with a trap).</summary>
    DivU,
    /// <summary>Signed a / b, toward zero; b is never 0, nor -1 with the least a.</summary>
    DivS,
    /// <summary>Unsigned remainder; as <see cref="DivU"/>.</summary>
    ModU,
    /// <summary>Signed remainder, sign of a; as <see cref="DivS"/>.</summary>
    ModS,
    /// <summary>Bitwise and.</summary>
    And,
    /// <summary>Bitwise or.</summary>
    Or,
    /// <summary>Bitwise exclusive or.</summary>
    Xor,
    /// <summary>a &lt;&lt; b; the count is masked to the width (31 or 63), as C# and eBPF both do.</summary>
    Shl,
    /// <summary>Logical right shift, count masked.</summary>
    ShrU,
    /// <summary>Arithmetic right shift, count masked.</summary>
    ShrS,

    /// <summary>a == b as i32 0 or 1. Comparisons take two integers of one width or two pointers.</summary>
    Eq,
    /// <summary>a != b.</summary>
    Ne,
    /// <summary>Unsigned a &lt; b.</summary>
    LtU,
    /// <summary>Unsigned a &lt;= b.</summary>
    LeU,
    /// <summary>Signed a &lt; b.</summary>
    LtS,
    /// <summary>Signed a &lt;= b.</summary>
    LeS,

    /// <summary>The low 32 bits of an i64.</summary>
    Trunc,
    /// <summary>Zero extension of an i32 to i64.</summary>
    ZExt,
    /// <summary>Sign extension of an i32 to i64.</summary>
    SExt,
    /// <summary>Sign extension of the low <see cref="Value.Width"/> bytes within the type.</summary>
    SExtIn,
    /// <summary>Zero extension of the low <see cref="Value.Width"/> bytes within the type.</summary>
    ZExtIn,
    /// <summary>Byte swap of the low <see cref="Value.Width"/> bytes (2, 4 or 8), zero-extended.</summary>
    ByteSwap,
    /// <summary>The operand, an integer of which verifiers know nothing: what they take it for is not what it always is.</summary>
    Forget,
    /// <summary>A pointer as i64, or an i64 as a pointer (User, Kernel and Arena provenance only). The number of a pointer into an arena is user space's address.</summary>
    Bitcast,

    /// <summary>Stack memory of <see cref="Value.Constant"/> bytes, aligned to <see cref="Value.Width"/>. Entry block only.</summary>
    Alloca,
    /// <summary>Reads <see cref="Value.Width"/> bytes at operand 0 + <see cref="Value.Constant"/>, extended by <see cref="Value.Signed"/>.</summary>
    Load,
    /// <summary>Writes the low <see cref="Value.Width"/> bytes of operand 1 at operand 0 + <see cref="Value.Constant"/>.</summary>
    Store,
    /// <summary>Fills <see cref="Value.Length"/> bytes at operand 0 + <see cref="Value.Constant"/> with zero.</summary>
    Zero,
    /// <summary>Copies <see cref="Value.Length"/> bytes from operand 1 to operand 0 (both at offset 0; no overlap or identical).</summary>
    Copy,
    /// <summary>Pointer operand 0 + i64 operand 1 (may be left out) + <see cref="Value.Constant"/> bytes.</summary>
    PtrAdd,
    /// <summary>The map named <see cref="Value.Symbol"/>.</summary>
    MapAddress,
    /// <summary>The address of byte <see cref="Value.Constant"/> of the global section named <see cref="Value.Symbol"/> (.bss, .data, .rodata).</summary>
    GlobalAddress,
    /// <summary>The address of the function named <see cref="Value.Symbol"/> of the module, for helpers that call back.</summary>
    FunctionAddress,
    /// <summary>The address of the variable named <see cref="Value.Symbol"/> that the kernel or its configuration defines.</summary>
    ExternAddress,
    /// <summary>
    /// A number of the kernel's types, known at load (CO-RE): <see cref="Value.Width"/> is the <see cref="Core.Btf.CoreRelocationKind"/>,
    /// <see cref="Value.Length"/> the type in the module's BTF, <see cref="Value.Symbol"/> the access string, <see cref="Value.Constant"/> the answer for that type.
    /// </summary>
    CoreValue,
    /// <summary>
    /// Reads <see cref="Value.Width"/> bytes of a kernel structure at operand 0, extended by <see cref="Value.Signed"/>: which field is in
    /// <see cref="Value.Length"/> and <see cref="Value.Symbol"/>, as of <see cref="CoreValue"/>; its place in that type is <see cref="Value.Constant"/>.
    /// </summary>
    CoreLoad,
    /// <summary>The register of the context at operand 0 that the <see cref="Core.Kernel.MachineValue"/> in <see cref="Value.Constant"/> names, wherever the machine keeps it.</summary>
    ContextRegister,
    /// <summary>Where the machine's registers in memory keep the <see cref="Core.Kernel.MachineValue"/> in <see cref="Value.Constant"/>, in bytes.</summary>
    RegisterOffset,
    /// <summary>The null pointer of its type.</summary>
    Null,

    /// <summary>Atomic read-modify-write at operand 0 + <see cref="Value.Constant"/> with operand 1; <see cref="Value.Atomic"/> says which. Gives the old value.</summary>
    Atomic,
    /// <summary>Calls helper <see cref="Value.Helper"/> with up to five operands.</summary>
    CallHelper,
    /// <summary>Calls the function named <see cref="Value.Symbol"/> of the module.</summary>
    Call,
    /// <summary>Calls the kernel's function named <see cref="Value.Symbol"/>, an extern of the module, with up to five operands.</summary>
    CallKfunc,
    /// <summary>i32 1 where every kernel compiled for offers helper <see cref="Value.Helper"/> to the program, else 0: a constant before the passes run.</summary>
    HasHelper,
    /// <summary>
    /// i32 1 where the kernel has the function of the kernel's named <see cref="Value.Symbol"/>, a weak extern of the module, else 0. Asked at load where
    /// <see cref="Value.Constant"/> is 1; else a constant where all kernels compiled for answer the same.
    /// </summary>
    HasKfunc,
    /// <summary>
    /// i32 1 where every kernel compiled for follows a callback for any number of calls, 0 where one takes it to be called just once: a constant before the
    /// passes run.
    /// </summary>
    FollowsCallbacks,
    /// <summary>
    /// i32 1 where what callbacks change is to be unknown to verifiers that follow them, which is tried for programs that they find too complex: a constant before the
    /// passes run.
    /// </summary>
    HidesState,
    /// <summary>
    /// i32 1 where a loop may go on with another round, asked once in each: 0 where what bounds the loop for verifiers is used up. A constant 1 for loops that are
    /// left as they are. <see cref="Value.Constant"/> is 1 where the loop makes at most 8,388,608 rounds whatever this says.
    /// </summary>
    MayGoOn,

    /// <summary>Terminator: goes to <see cref="Value.Targets"/>[0].</summary>
    Jump,
    /// <summary>Terminator: to Targets[0] where the i32 operand is not 0, else to Targets[1].</summary>
    Branch,
    /// <summary>Terminator: leaves the function, with the operand where it returns something.</summary>
    Return,
    /// <summary>Terminator: where C# would throw <see cref="Value.Fault"/>. None may be reachable once the passes have run.</summary>
    Trap,
    /// <summary>Terminator: never reached.</summary>
    Unreachable,
}

/// <summary>The atomic operations (RFC 9669, section 5.3).</summary>
public enum AtomicOp
{
    /// <summary>Adds.</summary>
    Add,
    /// <summary>Bitwise or.</summary>
    Or,
    /// <summary>Bitwise and.</summary>
    And,
    /// <summary>Bitwise exclusive or.</summary>
    Xor,
    /// <summary>Exchanges.</summary>
    Xchg,
    /// <summary>Compares with operand 1 and, if equal, stores operand 2.</summary>
    CmpXchg,
}

/// <summary>What C# would throw.</summary>
public enum FaultKind
{
    /// <summary>Not a fault.</summary>
    None,
    /// <summary>x / 0 or x % 0.</summary>
    DivideByZero,
    /// <summary>MinValue / -1.</summary>
    DivideOverflow,
    /// <summary>checked arithmetic out of range.</summary>
    ArithmeticOverflow,
    /// <summary>Index outside a span or inline array.</summary>
    IndexOutOfRange,
    /// <summary>Nullable.Value without one.</summary>
    NullableWithoutValue,
    /// <summary>A switch expression without a matching arm.</summary>
    SwitchExpression = 7, // as in BPF0417; a null reference is left to verifiers
}
