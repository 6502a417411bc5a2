using System.Buffers.Binary;
using Bpf.Compiler.Backend;
using Bpf.Compiler.Ir;
using Bpf.Compiler.Tests.Support;

namespace Bpf.Compiler.Tests.Execution;

public class OperationTests
{
    private static readonly long[] Edges =
    [
        0, 1, 2, 3, 7, 31, 32, 63, 64, 127, 128, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, 0x8000_0000, uint.MaxValue,
        0x1_0000_0000, long.MaxValue, long.MinValue, -1, -2, -128, -129, -32768, int.MinValue, 0x0123_4567_89ab_cdef,
    ];

    private static readonly long[] Constants = [0, 1, 8, 10, 255, int.MaxValue, 0x8000_0000, uint.MaxValue, 0x1_0000_0000, long.MinValue, -1, -10];

    public static TheoryData<string, string> BinaryOperations()
    {
        TheoryData<string, string> data = [];
        foreach (string op in (string[])["add", "sub", "mul", "divu", "divs", "modu", "mods", "and", "or", "xor", "shl", "shru", "shrs", "eq", "ne", "ltu", "leu", "lts", "les"])
        {
            data.Add(op, "i32");
            data.Add(op, "i64");
        }

        return data;
    }

    /// <summary>Both operands from memory, then each edge value as a constant on either side.</summary>
    [Theory]
    [MemberData(nameof(BinaryOperations))]
    public void A_binary_operation_gives_what_C_sharp_gives(string op, string type)
    {
        Compare(Program(op, type, $"%1 = load %0 width={Width(type)} : {type}", $"%2 = load %0 off=8 width={Width(type)} : {type}"), op, type, Edges, Edges);
        foreach (long constant in Constants)
        {
            long c = type == "i32" ? (int)constant : constant;
            Compare(Program(op, type, $"%1 = load %0 width={Width(type)} : {type}", $"%2 = const {c} : {type}"), op, type, Edges, [constant]);
            Compare(Program(op, type, $"%1 = const {c} : {type}", $"%2 = load %0 off=8 width={Width(type)} : {type}"), op, type, [constant], Edges);
        }
    }

    [Theory]
    [InlineData("%2 = trunc %1 : i32\n  %3 = zext %2 : i64")]
    [InlineData("%2 = trunc %1 : i32\n  %3 = sext %2 : i64")]
    [InlineData("%3 = sext_in %1 width=1 : i64")]
    [InlineData("%3 = sext_in %1 width=2 : i64")]
    [InlineData("%3 = sext_in %1 width=4 : i64")]
    [InlineData("%3 = zext_in %1 width=1 : i64")]
    [InlineData("%3 = zext_in %1 width=2 : i64")]
    [InlineData("%3 = zext_in %1 width=4 : i64")]
    [InlineData("%3 = bswap %1 width=2 : i64")]
    [InlineData("%3 = bswap %1 width=4 : i64")]
    [InlineData("%3 = bswap %1 width=8 : i64")]
    [InlineData("%2 = trunc %1 : i32\n  %4 = sext_in %2 width=1 : i32\n  %3 = zext %4 : i64")]
    [InlineData("%2 = trunc %1 : i32\n  %4 = sext_in %2 width=2 : i32\n  %3 = sext %4 : i64")]
    [InlineData("%2 = trunc %1 : i32\n  %4 = zext_in %2 width=2 : i32\n  %3 = zext %4 : i64")]
    [InlineData("%2 = trunc %1 : i32\n  %4 = bswap %2 width=4 : i32\n  %3 = zext %4 : i64")]
    [InlineData("%2 = trunc %1 : i32\n  %4 = bswap %2 width=2 : i32\n  %3 = zext %4 : i64")]
    [InlineData("%3 = load %0 width=1 signed : i64")]
    [InlineData("%3 = load %0 width=2 signed : i64")]
    [InlineData("%3 = load %0 width=4 signed : i64")]
    [InlineData("%2 = load %0 width=1 signed : i32\n  %3 = zext %2 : i64")]
    [InlineData("%2 = load %0 width=2 signed : i32\n  %3 = zext %2 : i64")]
    [InlineData("%2 = load %0 width=2 signed : i32\n  %4 = add %2, %2 : i32\n  %3 = zext %4 : i64")]
    [InlineData("%3 = load %0 off=3 width=1 : i64")]
    public void A_conversion_gives_what_C_sharp_gives(string body)
    {
        Function function = IrParser.ParseFunction($$"""
            func "f" (ptr.context) i64 {
            bb0:
              %0 = param 0 : ptr.context
              %1 = load %0 width=8 : i64
              {{body}}
              return %3
            }
            """);
        foreach ((string name, Lowering lowering) in Compiled.Lowerings)
        {
            foreach (bool optimize in (bool[])[true, false])
            {
                CompiledFunction code = Compiled.Generate(function, lowering, optimize);
                Func<byte[], ulong> run = Compiled.InVm(code);
                foreach (long a in Edges)
                {
                    byte[] context = Context(a, 0);
                    Assert.True(new IrInterpreter(function, context).Run() == run(context), $"{name}, optimize {optimize}, {a:x}:\n{Compiled.Listing(code)}");
                }
            }
        }
    }

    private static string Width(string type) => type == "i32" ? "4" : "8";

    private static byte[] Context(long a, long b)
    {
        byte[] context = new byte[Compiled.ContextSize];
        BinaryPrimitives.WriteInt64LittleEndian(context, a);
        BinaryPrimitives.WriteInt64LittleEndian(context.AsSpan(8), b);
        return context;
    }

    private static Function Program(string op, string type, string a, string b)
    {
        bool compares = op is "eq" or "ne" or "ltu" or "leu" or "lts" or "les";
        string result = compares ? "i32" : type;
        return IrParser.ParseFunction($$"""
            func "f" (ptr.context) {{result}} {
            bb0:
              %0 = param 0 : ptr.context
              {{a}}
              {{b}}
              %3 = {{op}} %1, %2 : {{result}}
              return %3
            }
            """);
    }

    private static void Compare(Function function, string op, string type, long[] left, long[] right)
    {
        foreach ((string name, Lowering lowering) in Compiled.Lowerings)
        {
            CompiledFunction code = Compiled.Generate(function, lowering);
            Func<byte[], ulong> run = Compiled.InVm(code);
            foreach (long a in left)
            {
                foreach (long b in right)
                {
                    if (Throws(op, type, a, b))
                        continue;
                    byte[] context = Context(a, b);
                    ulong expected = new IrInterpreter(function, context).Run();
                    ulong actual = run(context);
                    Assert.True(expected == actual, $"{a:x} {op} {b:x} ({type}, {name}): {expected:x} expected, {actual:x} found\n{Compiled.Listing(code)}");
                }
            }
        }
    }

    private static bool Throws(string op, string type, long a, long b)
    {
        if (op is not ("divu" or "divs" or "modu" or "mods"))
            return false;
        return type == "i32"
            ? (int)b == 0 || (op is "divs" or "mods" && (int)b == -1 && (int)a == int.MinValue)
            : b == 0 || (op is "divs" or "mods" && b == -1 && a == long.MinValue);
    }
}
