using System;
using System.Collections.Generic;
using System.Text;
using Bpf.Core.Kernel;
using Bpf.Core.Link;
using Bpf.Core.Worlds;
using Bpf.Vm.Helpers;
using Bpf.Vm.Interpreter;
using Bpf.Vm.Maps;
using Bpf.Vm.Memory;

namespace Bpf.Vm;

/// <summary>
/// A kernel to test with, as far as programs can tell: runs their bytecode, holds their maps, answers their helpers. Everything in it is made by
/// the test (time, tasks, memory, packets), so runs repeat exactly. Needs no Linux and no privilege.
/// </summary>
/// <remarks>
/// Programs run one at a time, whatever thread calls; maps may be used from any thread meanwhile. What is simulated is listed in
/// docs/vm-coverage.md, what is not is refused by <see cref="Load"/>. What the kernel's verifier would refuse ends a run with
/// <see cref="BpfFaultException"/>.
/// </remarks>
public sealed class SimulatedKernel : IBpfWorld
{
    private const ulong FirstUserAddress = 0x7F00_0000_0000;
    private const ulong FirstKernelAddress = 0xFFFF_8880_0000_0000;
    private const int CommLength = 16;

    private readonly object _lock = new();
    private readonly Dictionary<string, MapModel> _maps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DecodedProgram> _programs = new(StringComparer.Ordinal);
    private readonly List<DecodedProgram> _programsById = [];
    private readonly List<MapModel> _mapsById = [];
    private readonly List<string> _trace = [];
    private readonly SimulatedKernelOptions _options;
    private readonly Machine _machine;
    private ulong _random;
    private int _currentCpu;

    /// <summary>Boots a kernel with nothing loaded.</summary>
    /// <param name="options">What it is like, or null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">There must be a CPU at least.</exception>
    /// <exception cref="PlatformNotSupportedException">The host is big-endian.</exception>
    public SimulatedKernel(SimulatedKernelOptions? options = null)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Little-endian programs are run on little-endian machines only.");
        _options = options ?? new SimulatedKernelOptions();
        if (_options.Cpus < 1) throw new ArgumentOutOfRangeException(nameof(options), "A kernel needs a CPU.");
        _random = _options.Seed;
        _machine = new Machine(this);
        Timers = new SimulatedTimers(_machine, Clock, _options.InstructionLimit);
        Clock.RunNextTimer = end =>
        {
            lock (_lock) return Timers.RunNext(end);
        };
    }

    /// <inheritdoc/>
    public int PossibleCpus => _options.Cpus;

    /// <summary>The CPU that programs run on, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such CPU.</exception>
    public int CurrentCpu
    {
        get => _currentCpu;
        set => _currentCpu = (uint)value < (uint)_options.Cpus ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>The task that programs run in.</summary>
    public SimulatedTask CurrentTask { get; set; } = new();

    /// <summary>The clocks.</summary>
    public SimulatedClock Clock { get; } = new();

    /// <summary>The current task's memory.</summary>
    public SimulatedMemory UserMemory { get; } = new(FirstUserAddress);

    /// <summary>The kernel's memory, besides what programs have addresses of anyway.</summary>
    public SimulatedMemory KernelMemory { get; } = new(FirstKernelAddress);

    /// <summary>What <c>bpf_get_attach_cookie</c> returns.</summary>
    public ulong AttachCookie { get; set; }

    /// <summary>What was printed to the trace pipe so far, a line an element, without the task's name and time.</summary>
    public IReadOnlyList<string> TraceLines
    {
        get { lock (_lock) return [.. _trace]; }
    }

    /// <summary>Where the last program that redirected wanted its packet to go: an interface's index, or the start of a map's element; 0 before.</summary>
    public uint RedirectIfindex { get; internal set; }

    /// <summary>Instructions that the last run took, callees' included; one that faulted is counted up to its last call.</summary>
    public long InstructionsExecuted => _machine.InstructionsExecuted;

    /// <inheritdoc/>
    public IMapModel GetMap(string name) => _maps.TryGetValue(name, out MapModel? map)
        ? map
        : throw new InvalidOperationException($"No loaded object has a map '{name}'.");

    /// <inheritdoc/>
    /// <exception cref="BpfLoadException">The type is not simulated, or the kernel would refuse the sizes or flags.</exception>
    public IMapModel CreateMap(MapSpec spec)
    {
        lock (_lock) return MakeMap(spec);
    }

    /// <inheritdoc/>
    public uint GetMapId(IMapModel map)
    {
        lock (_lock)
        {
            int index = _mapsById.FindIndex(known => ReferenceEquals(known, map));
            return index >= 0 ? (uint)index + 1 : throw new InvalidOperationException($"Map '{map.Spec.Name}' is not of this kernel.");
        }
    }

    /// <inheritdoc/>
    public IMapModel? FindMap(uint id)
    {
        lock (_lock) return MapById(id);
    }

    /// <inheritdoc/>
    /// <exception cref="BpfLoadException">It uses what is not simulated, or is not valid; nothing of it is loaded then.</exception>
    public void Load(LinkedObject linked)
    {
        lock (_lock)
        {
            var maps = new Dictionary<string, MapModel>(StringComparer.Ordinal);
            foreach (MapSpec spec in linked.Maps) maps[spec.Name] = MakeMap(spec);
            var programs = new List<DecodedProgram>();
            foreach (LoadRequest request in linked.Programs)
            {
                var used = new MapModel[request.Maps.Length];
                for (int i = 0; i < used.Length; i++)
                {
                    MapSpec spec = request.Maps[i];
                    if (!maps.TryGetValue(spec.Name, out MapModel? map)) maps[spec.Name] = map = MakeMap(spec);
                    used[i] = map;
                }
                int code = _machine.Memory.Add(new RegionOwner { Kind = RegionKind.Code });
                programs.Add(ProgramDecoder.Decode(request, used, _machine.Memory, RegionTable.AddressOf(code)));
            }

            foreach (KeyValuePair<string, MapModel> map in maps) _maps[map.Key] = map.Value;
            foreach (DecodedProgram program in programs)
            {
                _programs[program.Request.Name] = program;
                _programsById.Add(program);
            }
        }
    }

    /// <inheritdoc/>
    public uint GetProgramId(string program) => (uint)_programsById.LastIndexOf(FindProgram(program)) + 1;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No loaded object has such a program.</exception>
    /// <exception cref="BpfFaultException">The program did what the verifier exists to prevent.</exception>
    public ulong Run(string program, Span<byte> context, ref byte[]? packet)
    {
        lock (_lock) return _machine.Run(FindProgram(program), context, ref packet, _options.InstructionLimit);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The helper takes memory, or is not simulated.</exception>
    public ulong CallScalarHelper(HelperId helper, ulong argument = 0)
    {
        lock (_lock)
        {
            HelperBody body = ScalarHelpers.Find(helper)
                ?? throw new NotSupportedException($"{helper} is no helper that the simulated kernel can call without a program.");
            return body(_machine, argument, 0, 0, 0, 0);
        }
    }

    /// <inheritdoc/>
    public void GetCurrentComm(Span<byte> destination)
    {
        destination.Clear();
        ReadOnlySpan<byte> name = Encoding.UTF8.GetBytes(CurrentTask.Comm);
        int length = Math.Min(name.Length, Math.Min(CommLength, destination.Length) - 1);
        if (length > 0) name.Slice(0, length).CopyTo(destination);
    }

    /// <inheritdoc/>
    public int ReadMemory(AddressSpace space, ulong address, Span<byte> destination)
    {
        bool read = space == AddressSpace.User
            ? UserMemory.TryRead(address, destination)
            : _machine.TryReadKernel(address, destination);
        if (read) return 0;
        destination.Clear();
        return -Errno.EFAULT;
    }

    /// <inheritdoc/>
    public int ReadString(AddressSpace space, ulong address, Span<byte> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            int error = ReadMemory(space, address + (uint)i, destination.Slice(i, 1));
            if (error != 0)
            {
                destination.Clear();
                return error;
            }
            if (destination[i] == 0) return i + 1;
        }
        if (!destination.IsEmpty) destination[destination.Length - 1] = 0;
        return destination.Length;
    }

    /// <inheritdoc/>
    public void Redirect(uint target) => RedirectIfindex = target;

    /// <inheritdoc/>
    public void TracePrint(string text)
    {
        lock (_lock) _trace.Add(text.EndsWith("\n", StringComparison.Ordinal) ? text.Substring(0, text.Length - 1) : text);
    }

    /// <summary>Forgets what was printed.</summary>
    public void ClearTrace()
    {
        lock (_lock) _trace.Clear();
    }

    internal MapModel? MapById(uint id) => id - 1 < (uint)_mapsById.Count ? _mapsById[(int)id - 1] : null;

    /// <summary>The timers in map values.</summary>
    internal SimulatedTimers Timers { get; }

    internal DecodedProgram? ProgramById(uint id) => id - 1 < (uint)_programsById.Count ? _programsById[(int)id - 1] : null;

    /// <summary>The next random number (xorshift64*).</summary>
    internal uint NextRandom()
    {
        // 0 is the one seed the generator cannot leave.
        ulong x = _random == 0 ? 0x9E37_79B9_7F4A_7C15 : _random;
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        _random = x;
        return (uint)(x * 0x2545_F491_4F6C_DD1D >> 32);
    }

    private DecodedProgram FindProgram(string name) => _programs.TryGetValue(name, out DecodedProgram? program)
        ? program
        : throw new InvalidOperationException($"No loaded object has a program '{name}'.");

    private MapModel MakeMap(MapSpec spec)
    {
        MapModel map = MapFactory.Create(spec, _options.Cpus);
        map.Address = RegionTable.AddressOf(_machine.Memory.Add(new RegionOwner { Kind = RegionKind.Map, Map = map }));
        _mapsById.Add(map);
        return map;
    }
}
