using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Vm.Tests.Support;
using static Bpf.Core.Isa.Asm;
using static Bpf.Vm.Tests.Support.Programs;

namespace Bpf.Vm.Tests.Differential;

/// <summary>Formats text with bpf_snprintf in both kernels; bpf_trace_printk shares the rules.</summary>
public class FormatTests
{
    private const uint ReadOnlyForPrograms = 1 << 7;

    private static readonly string[] Formats =
    [
        "plain", "%d", "%i|%u|%x", "%ld %lu %lx", "%lld %llu %llX", "%%d", "100%% %d", "%5d|%-5d|%05d", "%+d % d", "%-10x|", "%010llx|%10lld", "%020d",
        "%c%c%c", "%3c|", "%px", "%s", "%d %s", "%10s|", "%-10s|", "%pks", "a%pks,b", "%pI4", "%pi4", "%pI6", "%pi6", "[%pI4]", "%p4", "%z", "%", "%l", "%lc", "%ll",
        "%hd", "%*d", "%.3d", "%#x", "%f", "%n", "%d%d%d%d", "%sx", "%cx", "%pq", "\u0001", "tab\tnew\nline", "%d\n", "%x%%%x", "%5%", "%lllx", "%pI5", "%-05d|", "%0-5d|",
        "%+05d", "% 05d", "%+x", "%1d%2d", "%s%s", "%px1", "%pS|", "%pB|", "%d %pI4x|", "%pksx",
    ];

    [Fact]
    public void Every_format_gives_the_same_text_or_is_refused_by_both()
    {
        RunningKernel.SkipUnlessPresent();
        foreach (string format in Formats)
        {
            foreach (ulong number in (ulong[])[0x1122_3344_8566_7788, 41, unchecked((ulong)-5)])
            {
                (string? expected, string? actual) = Run(format, number);
                Assert.Equal($"{format}: {expected ?? "refused"}", $"{format}: {actual ?? "refused"}");
            }
        }
    }

    private static (string? Kernel, string? Simulated) Run(string format, ulong number)
    {
        byte[] text = [.. Encoding.Latin1.GetBytes(format + "\0")];
        var rodata = new MapSpec
        {
            Name = ".rodata",
            Type = MapType.Array,
            KeySize = 4,
            ValueSize = text.Length,
            MaxEntries = 1,
            Flags = ReadOnlyForPrograms,
            Frozen = true,
            InitialValue = [.. text],
        };
        var data = new MapSpec { Name = "data", Type = MapType.Array, KeySize = 4, ValueSize = 128, MaxEntries = 1 };
        int pointers = format.Contains("%pks", StringComparison.Ordinal) || format.Contains('s') || format.Contains("%pI") || format.Contains("%pi") ? 3 : 0;
        int conversions = format.Replace("%%", "", StringComparison.Ordinal).Count(c => c == '%');
        int arguments = Math.Min(conversions, 3);

        // Strings and addresses are read from the map, behind the 64 bytes of the result.
        var code = new List<Instruction>(Code(MapValue(6, 1, 0), Number(7, number), Mov64Reg(8, 6), Alu64Imm(AluCode.Add, 8, 96)));
        for (int i = 0; i < 3; i++) code.Add(StxMem(Size.DW, 10, (byte)(pointers > i && !(format.StartsWith("%d", StringComparison.Ordinal) && i == 0) ? 8 : 7), (short)(-24 + i * 8)));
        code.AddRange(Code(
            Mov64Reg(1, 6), Mov64Imm(2, 64), MapValue(3, 0, 0), Mov64Reg(4, 10), Alu64Imm(AluCode.Add, 4, -24), Mov64Imm(5, arguments * 8),
            Call(HelperId.Snprintf), StxMem(Size.DW, 6, 0, 64), Mov64Imm(0, 0), Exit()));
        LoadRequest request = Request([.. code], ProgramType.SocketFilter, rodata, data);
        byte[] initial = new byte[128], key = new byte[4];
        "héllo\0"u8.CopyTo(initial.AsSpan(96));

        int rodataMap = RunningKernel.CreateMap(rodata), dataMap = RunningKernel.CreateMap(data);
        RunningKernel.Update(dataMap, key, initial, 0);
        string? expected = null;
        try
        {
            int program = RunningKernel.Load(request, rodataMap, dataMap);
            RunningKernel.Run(program);
            byte[] result = new byte[128];
            RunningKernel.Lookup(dataMap, key, result);
            expected = Read(result);
            RunningKernel.Close(program);
        }
        catch (InvalidOperationException refused) when (refused.Message.Contains("Invalid format string", StringComparison.Ordinal))
        {
            // The verifier tries the format with no arguments, and refuses what the helper would.
        }
        RunningKernel.Close(rodataMap);
        RunningKernel.Close(dataMap);

        var kernel = new SimulatedKernel();
        kernel.Load(request);
        kernel.GetMap("data").Update(key, initial, 0, 0);
        kernel.Run();
        return (expected, Read(kernel.GetMap("data").Lookup(key, 0)));
    }

    private static string? Read(ReadOnlySpan<byte> data)
    {
        long length = BitConverter.ToInt64(data[64..]);
        return length < 0 ? null : $"{length} '{Encoding.Latin1.GetString(data[..64]).TrimEnd('\0')}'";
    }
}
