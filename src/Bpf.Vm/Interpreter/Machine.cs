using System;
using System.Buffers.Binary;
using System.Globalization;
using Bpf.Core.Kernel;
using Bpf.Vm.Hooks;
using Bpf.Vm.Maps;
using Bpf.Vm.Memory;

namespace Bpf.Vm.Interpreter;

/// <summary>
/// Runs decoded programs, one at a time: registers, call frames, context and packet of the run that goes on. Nothing is allocated for a run.
/// </summary>
internal sealed unsafe partial class Machine
{
    /// <summary>Call frames, the main function's included (<c>MAX_CALL_FRAMES</c>, include/linux/bpf_verifier.h).</summary>
    public const int MaxFrames = 8;

    /// <summary>Bytes of stack of a frame (<c>MAX_BPF_STACK</c>, include/linux/filter.h).</summary>
    public const int StackSize = 512;

    /// <summary>Programs that may follow one another by tail calls (<c>MAX_TAIL_CALL_CNT</c>, include/linux/bpf.h).</summary>
    public const int MaxTailCalls = KernelLimits.TailCalls;

    /// <summary>Iterations of a may_goto loop and of <c>bpf_loop</c> (<c>BPF_MAX_LOOPS</c>, include/linux/bpf.h).</summary>
    public const int MaxLoops = 8 * 1024 * 1024;

    /// <summary>Why a run ends that takes too long.</summary>
    public const string LimitReached = "it has run for longer than the limit of instructions allows";

    /// <summary>Why a run that has come to its end is a fault all the same.</summary>
    public const string RecordKept = "it ended with a ring buffer record neither submitted nor discarded";

    /// <summary>What fresh stack memory holds, so that a read before any write is seen.</summary>
    private const byte StackPoison = 0xCC;

    private readonly PinnedBuffer _stack = new(MaxFrames * StackSize);
    private readonly Frame[] _frames = new Frame[MaxFrames];
    private readonly int[] _mayGoto = new int[MaxFrames];
    private readonly PacketBuffer _packet;
    private readonly int _firstFrame;
    private readonly int _contextRegion;
    private PinnedBuffer _context = new(256);
    private int _contextSize;

    private DecodedProgram _program = null!;
    private Region* _regions;
    private uint _regionCount;
    private int _depth = -1;
    private int _tailCalls;
    private int _unreleased;
    private long _remaining;
    private DecodedInstruction* _current;

    /// <summary>Makes the machine of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    public Machine(SimulatedKernel kernel)
    {
        Kernel = kernel;
        for (int i = 0; i < MaxFrames; i++)
        {
            int id = Memory.Add(new RegionOwner { Kind = RegionKind.Stack, Slot = i });
            if (i == 0) _firstFrame = id;
            _frames[i].Saved = new ulong[4];
        }
        _contextRegion = Memory.Add(new RegionOwner { Kind = RegionKind.Context });
        _packet = new PacketBuffer(Memory);
    }

    /// <summary>The kernel that helpers speak for.</summary>
    public SimulatedKernel Kernel { get; }

    /// <summary>Everything that addresses point to.</summary>
    public RegionTable Memory { get; } = new();

    /// <summary>The packet of this run.</summary>
    /// <exception cref="BpfFaultException">The program's type has none.</exception>
    public PacketBuffer Packet => _program.Hook.HasPacket
        ? _packet
        : throw Fault(0, $"programs of type {ProgramType} have no packet");

    /// <summary>Instructions that the last run took; one that faulted is counted up to its last call.</summary>
    public long InstructionsExecuted { get; private set; }

    /// <summary>The type of the program that runs.</summary>
    public ProgramType ProgramType => _program.Request.ProgramType;

    /// <summary>The program that runs.</summary>
    public DecodedProgram CurrentProgram => _program;

    /// <summary>Calls a function of a program's, as a timer does: with a map, a key and a value of it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="entry">The function.</param>
    /// <param name="map">The map.</param>
    /// <param name="key">The element's key.</param>
    /// <param name="value">The address of its value.</param>
    /// <param name="limit">Instructions after which the run faults.</param>
    public void RunLater(DecodedProgram program, int entry, MapModel map, byte[] key, ulong value, long limit)
    {
        _program = program;
        _depth = -1;
        _tailCalls = 0;
        _unreleased = 0;
        _remaining = limit;
        var memory = new PinnedBuffer(key.Length);
        key.AsSpan().CopyTo(memory.Span);
        int region = MapKey(memory);
        RefreshRegions();
        try
        {
            Execute(entry, map.Address, RegionTable.AddressOf(region), value);
        }
        finally
        {
            while (_depth >= 0) LeaveFrame();
            Memory.Unmap(region);
        }
    }

    /// <summary>Runs a program once.</summary>
    /// <param name="program">The program.</param>
    /// <param name="context">The context's bytes; written back.</param>
    /// <param name="packet">The packet, or null.</param>
    /// <param name="limit">Instructions after which the run faults.</param>
    /// <returns>R0.</returns>
    public ulong Run(DecodedProgram program, Span<byte> context, ref byte[]? packet, long limit)
    {
        _program = program;
        _depth = -1;
        _tailCalls = 0;
        _unreleased = 0;
        _remaining = limit;
        ulong argument = MapContext(program.Hook, context);
        if (program.Hook.HasPacket) Packet.Load(packet ?? [], program.Hook.Headroom);
        if (program.Hook.LengthOffset >= 0)
            BinaryPrimitives.WriteInt32LittleEndian(_context.Span.Slice(program.Hook.LengthOffset), Packet.Length);
        try
        {
            ulong result = Execute(0, argument);
            if (_unreleased != 0) throw Fault(_current, 0, RecordKept);
            return result;
        }
        finally
        {
            InstructionsExecuted = limit - _remaining;
            while (_depth >= 0) LeaveFrame();
            Memory.Unmap(_contextRegion);
            _context.Span.Slice(0, context.Length).CopyTo(context);
            if (program.Hook.HasPacket) Packet.Unload(ref packet);
        }
    }

    /// <summary>The exception that ends a run.</summary>
    /// <param name="instruction">Where.</param>
    /// <param name="address">The address accessed, or 0.</param>
    /// <param name="reason">What went wrong.</param>
    public BpfFaultException Fault(DecodedInstruction* instruction, ulong address, string reason)
    {
        long index = instruction - _program.Code;
        int slot = index >= 0 && index < _program.Slots.Length ? _program.Slots[index] : 0;
        return new BpfFaultException(_program.Request.Name, slot, address, reason);
    }

    /// <summary>The exception for a fault in the helper being called.</summary>
    /// <param name="address">The address accessed, or 0.</param>
    /// <param name="reason">What went wrong.</param>
    public BpfFaultException Fault(ulong address, string reason) => Fault(_current, address, reason);

    private ulong MapContext(Hook hook, Span<byte> context)
    {
        int size = Math.Max(hook.MinContextSize, context.Length);
        if (_context.Length < size) _context = new PinnedBuffer(size);
        _contextSize = size;
        context.CopyTo(_context.Span);
        _context.Span.Slice(context.Length, size - context.Length).Clear();
        if (hook.IsRewritten) Memory.SetLength(_contextRegion, size);
        else Memory.Map(_contextRegion, _context.Pointer, size, hook.Writable);
        RefreshRegions();
        return RegionTable.AddressOf(_contextRegion);
    }

    private void RefreshRegions()
    {
        _regions = Memory.Regions;
        _regionCount = Memory.Count;
    }

    private ulong FramePointer(int depth) => RegionTable.AddressOf(_firstFrame + depth) + StackSize;

    private ulong EnterFrame(DecodedInstruction* caller)
    {
        if (_depth + 1 == MaxFrames)
            throw Fault(caller, 0, string.Format(CultureInfo.InvariantCulture, "more than {0} call frames are needed", MaxFrames));
        _depth++;
        byte* memory = _stack.Pointer + _depth * StackSize;
        new Span<byte>(memory, StackSize).Fill(StackPoison);
        Memory.Map(_firstFrame + _depth, memory, StackSize, writable: true);
        RefreshRegions();
        _mayGoto[_depth] = MaxLoops;
        return FramePointer(_depth);
    }

    private void LeaveFrame() => Memory.Unmap(_firstFrame + _depth--);

    /// <summary>A tail call: on success the current frame goes on with the other program's first instruction.</summary>
    private bool TrySwitchProgram(ulong map, ulong index)
    {
        var programs = MapArgument<ReferenceArrayModel>(map, "program array");
        DecodedProgram? target = Kernel.ProgramById(programs.ReferenceAt((uint)index));
        if (target is null || _tailCalls == MaxTailCalls) return false;
        _tailCalls++;
        _program = target;
        return true;
    }

    private struct Frame
    {
        /// <summary>Where to go on after a return into this frame.</summary>
        public DecodedInstruction* Return;

        /// <summary>R6 to R9 of this frame while a callee runs.</summary>
        public ulong[] Saved;

        /// <summary>The program that <see cref="Return"/> is in.</summary>
        public DecodedProgram Program;
    }
}
