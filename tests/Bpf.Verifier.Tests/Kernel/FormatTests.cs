using System.Text;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Formats of bpf_snprintf: verdict, message and processed count are the running kernel's.</summary>
public class FormatTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("text", 0)]
    [InlineData("100%%", 0)]
    [InlineData("%d", 1)]
    [InlineData("%d", 0)]
    [InlineData("%d", 2)]
    [InlineData("%i %u %x %X", 4)]
    [InlineData("%ld %lu %llx %lli", 4)]
    [InlineData("%llld", 1)]
    [InlineData("%08x %-5d %+d % d", 4)]
    [InlineData("%5", 1)]
    [InlineData("%", 1)]
    [InlineData("%c%c", 2)]
    [InlineData("%5c", 1)]
    [InlineData("%s", 1)]
    [InlineData("%s, %s.", 2)]
    [InlineData("%sx", 1)]
    [InlineData("%10s", 1)]
    [InlineData("%p", 1)]
    [InlineData("%p:%p", 2)]
    [InlineData("%pd", 1)]
    [InlineData("%pK %px %ps %pS %pB", 5)]
    [InlineData("%pks %pus", 2)]
    [InlineData("%pksx", 1)]
    [InlineData("%pk", 1)]
    [InlineData("%pi4 %pI4 %pi6 %pI6", 4)]
    [InlineData("%pI5", 1)]
    [InlineData("%pI", 1)]
    [InlineData("%p%", 1)]
    [InlineData("%p%d", 2)]
    [InlineData("%f", 1)]
    [InlineData("%e %o", 2)]
    [InlineData("%hd", 1)]
    [InlineData("tab\tline\n", 0)]
    [InlineData("bell\a", 0)]
    [InlineData("%d %", 1)]
    public void A_format_fits_its_arguments(string format, int arguments)
    {
        byte[] text = Encoding.ASCII.GetBytes(format);
        MapSpec constant = new()
        {
            Name = ".rodata",
            Type = MapType.Array,
            KeySize = 4,
            ValueSize = 32,
            MaxEntries = 1,
            Flags = (uint)MapFlags.RdonlyProg,
            Frozen = true,
            InitialValue = [.. text, 0],
        };
        string data = arguments == 0 ? "r4 = 0\n" : "r4 = map[data][0]+0\n";
        Oracle.AssertSame(new()
        {
            Name = "test",
            ProgramType = ProgramType.SchedCls,
            License = "GPL",
            Maps = [constant, new() { Name = "data", Type = MapType.Array, KeySize = 4, ValueSize = 64, MaxEntries = 1 }],
            Instructions = Assembler.Assemble(
                $"r1 = r10\nr1 += -32\nr2 = 32\nr3 = map[text][0]+0\n{data}r5 = {arguments * 8}\ncall bpf_snprintf\nr0 = 0\nexit",
                new() { Map = static name => name == "text" ? 0 : 1 }),
        });
    }
}
