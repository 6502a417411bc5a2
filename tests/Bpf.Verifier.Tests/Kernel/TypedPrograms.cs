using System.Collections.Immutable;
using Bpf.Core.Btf;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Kernels;

namespace Bpf.Verifier.Tests.Kernel;

/// <summary>Programs with BTF: signatures of functions, and maps whose values have fields that only the kernel may touch.</summary>
internal static class TypedPrograms
{
    /// <summary>One function of a program, in the order of the text; the first is the program itself.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Parameters">
    /// A letter a parameter: i an int, c the context, p a pointer to 16 bytes, d a dynptr, t a trusted task, n one or null, u an untrusted
    /// task, v untrusted memory, a a pointer into the arena.
    /// </param>
    /// <param name="IsGlobal">True for one that is verified apart.</param>
    public readonly record struct Function(string Name, string Parameters = "c", bool IsGlobal = false);

    /// <summary>
    /// A program. Maps it may name: those of <see cref="Oracle.Maps"/>; <c>map[locked]</c> (8 bytes of data, a spin lock at 8);
    /// <c>map[timed]</c> (a timer at 0, 16 bytes of data); <c>map[queue]</c> (lock at 0, list at 8, tree at 24, of objects with a
    /// number at 0, a list node at 8, a tree node at 32 and a reference count at 64); <c>map[kept]</c> (pointers: to a task that isn't
    /// owned at 0, to one that is at 8, to such an object at 16, to a per-CPU object at 24; a number at 32); <c>map[queued]</c> (a number
    /// at 0, a queued spin lock at 8); <c>map[worked]</c> (a number at 0, task work at 8, a number at 16); <c>map[arena]</c> (2 pages).
    /// </summary>
    public static LoadRequest Request(ProgramType type, string text, params Function[] functions)
    {
        BtfBuilder types = new();
        int number = types.AddInt("int", 4, BtfIntEncoding.Signed);
        int wide = types.AddInt("long", 8, BtfIntEncoding.Signed);
        int memory = types.AddPtr(types.AddStruct("memory", 16, [new("a", wide, 0), new("b", wide, 64)]));
        int context = types.AddPtr(types.AddStruct("__sk_buff", 0, []));
        int dynptr = types.AddPtr(types.AddStruct("bpf_dynptr", 16, [new("a", wide, 0), new("b", wide, 64)]));
        ImmutableArray<MapSpec> maps = [.. Oracle.Maps, .. TypedMaps(types, number, wide)];
        ImmutableArray<Instruction> instructions = Assembler.Assemble(text, new()
        {
            Map = name => maps.FirstOrDefault(map => map.Name == name) is { } map ? maps.IndexOf(map) : null,
            Kfunc = FindKfunc,
        });
        functions = functions.Length > 0 ? functions : [new("main")];
        int[] starts = StartsIn(instructions);
        return new()
        {
            Name = "test",
            ProgramType = type,
            License = "GPL",
            Instructions = instructions,
            Maps = maps,
            FuncInfo = [.. functions.Select((function, i) => new FuncInfo(starts[i], AddFunction(types, function, i == 0, number, memory, context, dynptr)))],
            Btf = [.. types.ToBytes()],
        };
    }

    /// <summary>The id, in the BTF that <see cref="Request"/> makes, of the objects that <c>map[queue]</c> holds.</summary>
    public static int ObjectType { get; } = FindObject();

    private static int FindObject()
    {
        BtfTypes types = BtfTypes.Read(Request(ProgramType.SchedCls, "r0 = 0\nexit").Btf);
        return types.Find("object", BtfKind.Struct);
    }

    private static int? FindKfunc(string name) =>
        KernelProfiles.Find("6.18")!.Btf!.Find(name, BtfKind.Func) is > 0 and int id ? id : null;

    private static int AddFunction(BtfBuilder types, Function function, bool isMain, int number, int memory, int context, int dynptr)
    {
        int task = types.AddPtr(types.AddStruct("task_struct", 0, []));
        int prototype = types.AddFuncProto(number, [.. function.Parameters.Select((letter, i) => new BtfParameter($"p{i}", letter switch
        {
            'c' => context,
            'p' => memory,
            'd' => dynptr,
            't' or 'n' or 'u' => task,
            'v' or 'a' => types.AddPtr(0),
            _ => number,
        }))]);
        int id = types.AddFunc(function.Name, prototype, function.IsGlobal || isMain ? BtfLinkage.Global : BtfLinkage.Static);
        for (int i = 0; i < function.Parameters.Length; i++)
        {
            string[] tags = function.Parameters[i] switch
            {
                't' => ["trusted"],
                'n' => ["trusted", "nullable"],
                'u' or 'v' => ["untrusted"],
                'a' => ["arena"],
                _ => [],
            };
            foreach (string tag in tags)
            {
                types.AddDeclTag("arg:" + tag, id, i);
            }
        }

        return id;
    }

    private static int[] StartsIn(ImmutableArray<Instruction> instructions)
    {
        SortedSet<int> starts = [0];
        for (int i = 0; i < instructions.Length; i++)
        {
            Instruction insn = instructions[i];
            if (insn.IsLocalCall || insn is { IsWide: true, Src: (byte)PseudoSource.Func })
            {
                starts.Add(i + insn.Imm + 1);
            }
        }

        return [.. starts];
    }

    private static int Kept(BtfBuilder types, int wide, int held)
    {
        int task = types.AddStruct("task_struct", 0, []);
        int cell = types.AddStruct("cell", 8, [new("n", wide, 0)]);
        return types.AddStruct("kept", 40,
        [
            new("seen", Tagged("kptr_untrusted", task), 0),
            new("task", Tagged("kptr", task), 64),
            new("object", Tagged("kptr", held), 128),
            new("cell", Tagged("percpu_kptr", cell), 192),
            new("n", wide, 256),
        ]);

        int Tagged(string tag, int type) => types.AddPtr(types.AddTypeTag(tag, type));
    }

    private static IEnumerable<MapSpec> TypedMaps(BtfBuilder types, int number, int wide)
    {
        int unsigned = types.AddInt("unsigned int", 4);
        int opaque = types.AddInt("unsigned long", 8);
        int spinLock = types.AddStruct("bpf_spin_lock", 4, [new("val", unsigned, 0)]);
        int timer = Opaque("bpf_timer", 2);
        int listHead = Opaque("bpf_list_head", 2);
        int listNode = Opaque("bpf_list_node", 3);
        int rbRoot = Opaque("bpf_rb_root", 2);
        int rbNode = Opaque("bpf_rb_node", 4);
        int refcount = types.AddStruct("bpf_refcount", 4, [new("__opaque", types.AddArray(unsigned, 1), 0)]);
        int held = types.AddStruct("object", 72, [new("n", wide, 0), new("l", listNode, 64), new("r", rbNode, 256), new("c", refcount, 512)]);
        int locked = types.AddStruct("locked", 16, [new("n", wide, 0), new("lock", spinLock, 64), new("m", number, 96)]);
        int timed = types.AddStruct("timed", 32, [new("t", timer, 0), new("a", wide, 128), new("b", wide, 192)]);
        int queue = types.AddStruct("queue", 40, [new("lock", spinLock, 0), new("head", listHead, 64), new("root", rbRoot, 192)]);
        int queuedLock = types.AddStruct("bpf_res_spin_lock", 4, [new("val", unsigned, 0)]);
        int queued = types.AddStruct("queued", 16, [new("n", wide, 0), new("lock", queuedLock, 64), new("m", number, 96)]);
        types.AddDeclTag("contains:object:l", queue, 1);
        types.AddDeclTag("contains:object:r", queue, 2);
        return
        [
            Map("locked", 16, locked),
            Map("timed", 32, timed),
            Map("queue", 40, queue),
            Map("kept", 40, Kept(types, wide, held)),
            Map("queued", 16, queued),
            Map("worked", 24, types.AddStruct("worked", 24, [new("n", wide, 0), new("work", Opaque("bpf_task_work", 1), 64), new("m", wide, 128)])),
            new() { Name = "arena", Type = MapType.Arena, MaxEntries = 2, Flags = (uint)MapFlags.Mmapable, Extra = 1UL << 44 },
        ];

        int Opaque(string name, int words) => types.AddStruct(name, words * 8, [new("__opaque", types.AddArray(opaque, words), 0)]);

        MapSpec Map(string name, int size, int type) => new()
        {
            Name = name,
            Type = MapType.Array,
            KeySize = 4,
            ValueSize = size,
            MaxEntries = 1,
            BtfKeyTypeId = number,
            BtfValueTypeId = type,
        };
    }
}
