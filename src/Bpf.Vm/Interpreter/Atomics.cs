using System.Threading;

namespace Bpf.Vm.Interpreter;

/// <summary>Atomic read-modify-write operations (RFC 9669, section 5.3), atomic for other host threads that see the same map too.</summary>
internal static unsafe class Atomics
{
    /// <summary>The operation's bit that says the old value goes to the source register.</summary>
    public const int Fetch = 0x01;

    /// <summary>Exchange: always fetches.</summary>
    public const int Exchange = 0xe0 | Fetch;

    /// <summary>Compare with R0 and exchange: the old value goes to R0.</summary>
    public const int CompareExchange = 0xf0 | Fetch;

    private const int Add = 0x00;
    private const int Or = 0x40;
    private const int And = 0x50;

    /// <summary>Runs a 64-bit operation.</summary>
    /// <param name="i">The instruction: its immediate is the operation.</param>
    /// <param name="r">The registers.</param>
    /// <param name="host">The memory, aligned.</param>
    public static void Execute64(DecodedInstruction* i, ulong* r, byte* host)
    {
        ref long target = ref *(long*)host;
        long operand = (long)r[i->Src];
        int operation = (int)i->Imm;
        if (operation == CompareExchange)
        {
            r[0] = (ulong)Interlocked.CompareExchange(ref target, operand, (long)r[0]);
            return;
        }
        long old, seen = Volatile.Read(ref target);
        do
        {
            old = seen;
            seen = Interlocked.CompareExchange(ref target, Change(operation, old, operand), old);
        }
        while (seen != old);
        if ((operation & Fetch) != 0) r[i->Src] = (ulong)old;
    }

    /// <summary>Runs a 32-bit operation; what it fetches is zero-extended.</summary>
    /// <param name="i">The instruction: its immediate is the operation.</param>
    /// <param name="r">The registers.</param>
    /// <param name="host">The memory, aligned.</param>
    public static void Execute32(DecodedInstruction* i, ulong* r, byte* host)
    {
        ref int target = ref *(int*)host;
        int operand = (int)r[i->Src];
        int operation = (int)i->Imm;
        if (operation == CompareExchange)
        {
            r[0] = (uint)Interlocked.CompareExchange(ref target, operand, (int)r[0]);
            return;
        }
        int old, seen = Volatile.Read(ref target);
        do
        {
            old = seen;
            seen = Interlocked.CompareExchange(ref target, (int)Change(operation, old, operand), old);
        }
        while (seen != old);
        if ((operation & Fetch) != 0) r[i->Src] = (uint)old;
    }

    // The low half of each result depends on the low halves alone.
    private static long Change(int operation, long old, long operand) => (operation & ~Fetch) switch
    {
        Add => old + operand,
        Or => old | operand,
        And => old & operand,
        Exchange & ~Fetch => operand,
        _ => old ^ operand,
    };
}
