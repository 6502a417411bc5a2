using Bpf.Core.Kernel;

namespace Bpf.Fuzz.Frontier;

/// <content>What programs do.</content>
internal sealed partial class FrontierGenerator
{
    private static readonly Action<FrontierGenerator>[] Blocks =
    [
        g => g.Arithmetic(), g => g.Arithmetic(), g => g.Compare(), g => g.Compare(), g => g.BoundedAccess(), g => g.BoundedAccess(), g => g.Lookup(),
        g => g.Lookup(), g => g.Packet(), g => g.Packet(), g => g.Spill(), g => g.Spill(), g => g.Record(), g => g.StackBuffer(), g => g.Call(), g => g.Loop(),
        g => g.Socket(), g => g.Context(), g => g.Atomic(), g => g.Indirect(), g => g.TailCall(), g => g.Constants(),
    ];

    private static readonly string[] s_operators = ["+=", "-=", "*=", "&=", "|=", "^=", "<<=", ">>=", "s>>=", "/=", "%="];
    private static readonly string[] s_comparisons = ["==", "!=", ">", ">=", "<", "<=", "s>", "s>=", "s<", "s<=", "&"];

    private void Arithmetic()
    {
        for (int n = random.Next(1, 6); n > 0; n--) Line(Operation());
    }

    private string Operation()
    {
        string dst = Number(), half = dst.Replace('r', 'w');
        switch (random.Next(8))
        {
            case 0:
                return $"{dst} = -{dst}";
            case 1:
                return $"{dst} = (s{8 << random.Next(3)}){Number()}";
            case 2:
                return OneIn(2) ? $"{dst} = bswap{16 << random.Next(3)} {dst}" : $"{dst} = be{16 << random.Next(3)} {dst}";
            case 3:
                return OneIn(2) ? $"{dst} = {Number()}" : $"{half} = {Number().Replace('r', 'w')}";
        }

        bool is64 = OneIn(2);
        string op = Pick(s_operators);
        int constant = op is "<<=" or ">>=" or "s>>=" ? random.Next(is64 ? 64 : 32) : op is "/=" or "%=" ? random.Next(1, 100) : Edge();
        string operand = OneIn(3) ? Number() : $"{constant}";
        return is64 ? $"{dst} {op} {operand}" : $"{half} {op} {operand.Replace('r', 'w')}";
    }

    /// <summary>A comparison that leaves the program, or goes around some arithmetic.</summary>
    private void Compare()
    {
        string label = OneIn(2) ? "out" : Label();
        Line($"{Condition()} goto {label}");
        if (label == "out") return;
        Arithmetic();
        Line(label + ":");
    }

    private string Condition()
    {
        bool is64 = OneIn(2);
        string left = Number(), right = OneIn(3) ? Number() : $"{Edge()}";
        return is64 ? $"if {left} {Pick(s_comparisons)} {right}" : $"if {left.Replace('r', 'w')} {Pick(s_comparisons)} {right.Replace('r', 'w')}";
    }

    /// <summary>An access to a value of 64 bytes at an offset that is bounded, nearly or not at all.</summary>
    private void BoundedAccess()
    {
        int size = SizeInBytes();
        string index = Number();
        Bound(index, 64 - size);
        Line($"r1 = map[{FrontierMaps.Inputs}][0]+{(OneIn(4) ? Around(64 - size) : 0)}");
        Line(OneIn(6) ? $"r1 -= {index}" : $"r1 += {index}");
        Access("r1", OneIn(4) ? Around(8) : 0, size);
    }

    private void Bound(string number, int most)
    {
        switch (random.Next(8))
        {
            case 6:
                Line($"{number} s>>= {Pick([58, 59, 57])}");
                if (OneIn(2)) Line($"if {number} s< 0 goto out");
                break;
            case 7:
                Line($"if {number} & {Pick([-64, -32, -8, 64])} goto out");
                break;
            case 0:
                Line($"{number} &= {Pick([most, 63, 31, 56, 60, 64])}");
                break;
            case 1:
                Line($"if {number} > {Around(most + 1)} goto out");
                break;
            case 2:
                Line($"if {number} s> {Around(most + 1)} goto out");
                if (!OneIn(4)) Line($"if {number} s< {Pick([0, 0, 0, -1, 1])} goto out");
                break;
            case 3:
                Line($"{number.Replace('r', 'w')} %= {Math.Max(Around(most + 1), 1)}");
                break;
            case 4:
                Line($"if {number.Replace('r', 'w')} >= {Math.Max(Around(most + 1), 1)} goto out");
                if (OneIn(2)) Line($"{number.Replace('r', 'w')} = {number.Replace('r', 'w')}");
                break;
            default:
                Line($"{number} >>= {Pick([58, 59, 57, 60])}");
                break;
        }
    }

    private void Access(string pointer, int off, int size)
    {
        string place = Place(size, pointer, off);
        switch (random.Next(4))
        {
            case 0:
                Line($"{place} = {Number()}");
                break;
            case 1:
                Line($"{place} = {Edge()}");
                break;
            case 2 when size < 8:
                Line($"{Number()} = {place.Replace('u', 's')}");
                break;
            default:
                Line($"{Number()} = {place}");
                break;
        }
    }

    private void Lookup()
    {
        (string map, int key, int value) = Pick([("array", 4, 48), ("hash", 8, 16), ("percpu", 4, 8), (FrontierMaps.Inputs, 4, 64)]);
        int slot = -8 * random.Next(1, 4);
        if (OneIn(2)) Line($"{Place(key, "r10", slot)} = {(OneIn(3) ? Edge() : random.Next(4))}");
        else if (!OneIn(8)) Line($"{Place(key, "r10", slot)} = {Number()}");
        Line($"r1 = map[{map}]");
        Line("r2 = r10");
        Line($"r2 += {slot}");
        Line("call bpf_map_lookup_elem");
        if (!OneIn(8)) Line(OneIn(4) ? "if r0 == 0 goto out" : "if r0 == 0 goto out");
        int size = SizeInBytes();
        Access("r0", Around(Math.Max(value - size, 1)), size);
        if (OneIn(3)) Line($"{Number()} = {Place(key, "r10", slot)}");
    }

    private void Packet()
    {
        if (_type == ProgramType.SocketFilter)
        {
            Indirect();
            return;
        }

        (int data, int end) = _type == ProgramType.Xdp ? (0, 4) : (76, 80);
        Line($"r2 = {Place(4, "r6", data)}");
        Line($"r3 = {Place(4, "r6", end)}");
        if (OneIn(3))
        {
            string index = Number();
            Line(OneIn(2) ? $"{index} &= {Pick([15, 63, 255, 65535])}" : $"if {index} > {Pick([16, 100, 4000, 65535])} goto out");
            Line($"r2 += {index}");
        }

        int size = SizeInBytes(), proven = random.Next(1, 40);
        Line("r4 = r2");
        Line($"r4 += {proven}");
        bool swapped = OneIn(3);
        string inside = Label();
        switch (random.Next(4))
        {
            case 0:
                Line(swapped ? "if r3 >= r4 goto " + inside : "if r4 <= r3 goto " + inside);
                Line("goto out");
                break;
            case 1:
                Line(swapped ? "if r3 > r4 goto " + inside : "if r4 < r3 goto " + inside);
                Line("goto out");
                break;
            case 2:
                Line(swapped ? "if r3 < r4 goto out" : "if r4 > r3 goto out");
                break;
            default:
                Line(swapped ? "if r3 <= r4 goto out" : "if r4 >= r3 goto out");
                break;
        }

        Line(inside + ":");
        Access("r2", OneIn(2) ? Around(Math.Max(proven - size + 1, 1)) : Math.Max(proven - size + random.Next(-1, 2), 0), size);
    }

    /// <summary>A register on the stack and back, in whole or in part.</summary>
    private void Spill()
    {
        int slot = -8 * random.Next(1, 4), stored = SizeInBytes(), loaded = OneIn(2) ? stored : SizeInBytes();
        Line($"{Place(stored, "r10", slot)} = {(OneIn(3) ? Edge() : Number())}");
        if (OneIn(4)) Line($"{Place(stored, "r10", slot + random.Next(8))} = {Number()}");
        if (OneIn(2)) Compare();
        if (OneIn(5))
        {
            string index = Number();
            Line($"{index} &= {Pick([7, 8, 15])}");
            Line("r1 = r10");
            Line($"r1 += {-Around(24)}");
            Line($"r1 += {index}");
            Access("r1", 0, SizeInBytes());
        }

        string part = Place(loaded, "r10", slot + (OneIn(4) ? random.Next(8) : 0));
        Line($"{Number()} = {(OneIn(5) && loaded < 8 ? part.Replace('u', 's') : part)}");
    }

    /// <summary>A ring buffer's record.</summary>
    private void Record()
    {
        int size = Pick([8, 16, 24, 100]), width = SizeInBytes();
        Line("r1 = map[ring]");
        Line($"r2 = {size}");
        Line($"r3 = {(OneIn(10) ? Edge() : 0)}");
        Line("call bpf_ringbuf_reserve");
        string none = Label();
        if (!OneIn(8)) Line($"if r0 == 0 goto {none}");
        if (OneIn(3))
        {
            string index = Number();
            Bound(index, size - width);
            Line("r1 = r0");
            Line($"r1 += {index}");
            Access("r1", 0, width);
        }
        else
        {
            Access("r0", Around(size - width + 1), width);
        }

        Line("r1 = r0");
        Line("r2 = 0");
        if (!OneIn(8)) Line(OneIn(2) ? "call bpf_ringbuf_submit" : "call bpf_ringbuf_discard");
        Line(none + ":");
    }

    /// <summary>Stack memory that a helper reads or fills.</summary>
    private void StackBuffer()
    {
        int start = -random.Next(1, 9) * 8;
        bool constant = OneIn(2);
        string length = Number();
        int most = Around(-start + 1);
        if (OneIn(2)) for (int i = start; i < 0; i += 8) Line($"{Place(8, "r10", i)} = {Edge()}");
        if (!constant) Bound(length, Math.Max(most, 1));
        if (OneIn(2))
        {
            Line("r1 = r10");
            Line($"r1 += {start}");
            Line(constant ? $"r2 = {most}" : $"r2 = {length}");
            Line("r3 = 0");
            Line("r4 = 0");
            Line("r5 = 0");
            Line("call bpf_csum_diff");
        }
        else
        {
            Line("r1 = r6");
            Line($"r2 = {random.Next(40)}");
            Line("r3 = r10");
            Line($"r3 += {start}");
            Line(constant ? $"r4 = {most}" : $"r4 = {length}");
            Line("call bpf_skb_load_bytes");
        }

        Line($"{Number()} = r0");
        if (OneIn(2)) Line($"{Number()} = {Place(SizeInBytes(), "r10", start + random.Next(8))}");
    }

    /// <summary>A function of the program's own, which uses what it is given.</summary>
    private void Call()
    {
        string name = "f" + Label();
        int slot = -8 * random.Next(1, 3);
        Line($"{Place(8, "r10", slot)} = {Number()}");
        Line($"r1 = {Number()}");
        Line("r2 = r10");
        Line($"r2 += {slot}");
        Line($"call {name}");
        Line($"{Number()} = r0");
        if (OneIn(2)) Line($"{Number()} = {Place(8, "r10", slot)}");
        string[] bodies =
        [
            "r0 = r1\nr0 &= 31\nexit\n",
            $"r0 = {Place(8, "r2", Pick([0, 0, 0, 4, -8]))}\nexit\n",
            $"if r1 > {Around(64)} goto {name}l\nr0 = r1\nexit\n{name}l:\nr0 = {Edge()}\nexit\n",
            $"{Place(SizeInBytes(), "r2", 0)} = r1\nr0 = 0\nexit\n",
            $"*(u64 *)(r10 - {Pick([8, 8, 64, 256, 400])}) = r1\nr0 = *(u64 *)(r10 - 8)\nexit\n",
            "r6 = r1\nr7 = r2\nr0 = r6\nr0 *= 3\nexit\n",
        ];
        _functions.Append(name).Append(":\n").Append(Pick(bodies));
    }

    private void Loop()
    {
        string counter = Number(), again = Label();
        Line($"{counter} = 0");
        Line(again + ":");
        Line(Operation());
        if (OneIn(2)) Line($"{counter} += {Pick([1, 1, 1, 2, 0])}");
        if (OneIn(6)) Line($".insn 0xe5, 0, 0, {random.Next(1, 3)}, 0\nr0 = 1\nr0 = 2");
        Line($"{counter} += 1");
        Line($"if {counter} {Pick(["<", "<", "!=", "s<", "<="])} {Pick([3, 8])} goto {again}");
    }

    private void Socket()
    {
        if (_type != ProgramType.SchedCls)
        {
            Compare();
            return;
        }

        if (OneIn(2))
        {
            Line("r1 = *(u64 *)(r6 + 168)");
            if (!OneIn(6)) Line("if r1 == 0 goto out");
            if (OneIn(2))
            {
                Line(OneIn(2) ? "call bpf_sk_fullsock" : "call bpf_tcp_sock");
                if (!OneIn(6)) Line("if r0 == 0 goto out");
                Line("r1 = r0");
            }

            Line($"{Number()} = {Place(SizeInBytes(), "r1", 4 * random.Next(22))}");
            return;
        }

        for (int i = -16; i < 0; i += 8) Line($"{Place(8, "r10", i)} = 0");
        Line("r1 = r6\nr2 = r10\nr2 += -16\nr3 = 12\nr4 = 0\nr5 = 0");
        Line("call bpf_sk_lookup_tcp");
        string none = Label();
        if (!OneIn(8)) Line($"if r0 == 0 goto {none}");
        if (OneIn(2)) Line($"{Number()} = {Place(4, "r0", 4 * random.Next(20))}");
        Line("r1 = r0");
        if (!OneIn(8)) Line("call bpf_sk_release");
        if (OneIn(8)) Line($"{Number()} = *(u32 *)(r1 + 0)");
        Line(none + ":");
    }

    private void Context()
    {
        int size = OneIn(2) ? 4 : SizeInBytes(), off = OneIn(3) ? random.Next(200) : 4 * random.Next(48);
        Line(OneIn(3) ? $"{Place(size, "r6", off)} = {(OneIn(2) ? Number() : Edge())}" : $"{Number()} = {Place(size, "r6", off)}");
    }

    private void Atomic()
    {
        int size = OneIn(2) ? 4 : 8;
        string pointer = "r1";
        if (OneIn(2))
        {
            Line($"r1 = map[{FrontierMaps.Inputs}][0]+{Around(56)}");
        }
        else
        {
            pointer = "r10";
            Line($"*(u64 *)(r10 - 8) = {Number()}");
        }

        int off = pointer == "r10" ? Pick([-8, -8, -8, -4, -16]) : 0;
        string op = Pick(["+=", "|=", "&=", "^="]);
        Line($"lock {Place(size, pointer, off)} {op} {Number()}");
        if (OneIn(2)) Line($"{Number()} = {Place(size, pointer, off)}");
    }

    /// <summary>Packet data the classic way; before it the context must be in r6.</summary>
    private void Indirect()
    {
        if (_type == ProgramType.Xdp)
        {
            Compare();
            return;
        }

        int size = Pick([1, 2, 4]);
        byte mode = OneIn(2) ? (byte)0x20 : (byte)0x40;
        int sizeBits = size switch { 1 => 0x10, 2 => 0x08, _ => 0 };
        Line($".insn {mode | sizeBits}, 0, {(mode == 0x40 ? Number()[1..] : "0")}, 0, {Around(64)}");
        Line($"{Number()} = r0");
    }

    private void TailCall()
    {
        Line("r1 = r6");
        Line(OneIn(8) ? "r2 = map[array]" : "r2 = map[programs]");
        Line(OneIn(2) ? $"r3 = {random.Next(3)}" : $"r3 = {Number()}");
        Line("call bpf_tail_call");
    }

    /// <summary>A map that programs may only read.</summary>
    private void Constants()
    {
        Line($"r1 = map[constants][0]+{Around(16)}");
        Access("r1", 0, SizeInBytes());
    }
}
