// Rests on: Documentation/bpf (bpf_loop, timers), messages of real verdicts, level-2 logs, the running kernel. How often a helper
// calls back is not known: the callback is walked from the call, and its exit leads back to the call, until a state recurs. Before 6.7
// its exit led behind the call (verdicts of 6.1).
using System.Collections.Generic;
using System.Linq;
using Bpf.Core.Explain;
using Bpf.Core.Isa;
using Bpf.Core.Kernel;
using Bpf.Verifier.Objects;
using Bpf.Verifier.Setup;
using Bpf.Verifier.State;

namespace Bpf.Verifier;

/// <summary>Callbacks: subprograms that a helper calls, before it returns or later.</summary>
internal sealed partial class Engine
{
    private readonly Dictionary<int, int> mapsOfCalls = [];

    // The frame of a callback that is walked once the call has been, or null.
    private FuncState? entering;

    /// <summary>What the registers hold when a callback starts.</summary>
    private delegate void CallbackEntry(FuncState caller, FuncState callee);

    /// <summary>The callbacks of helpers: their arguments and what they may return.</summary>
    private (CallbackEntry Entry, ReturnRange Returns) CallbackOf(HelperId helper) => helper switch
    {
        HelperId.Loop => (LoopArguments, new(0, 1)),
        HelperId.ForEachMapElem => (MapElementArguments, new(0, 1)),
        HelperId.FindVma => (FoundVmaArguments, new(0, 1)),
        HelperId.UserRingbufDrain => (DynptrArguments, new(0, 1)),
        HelperId.TimerSetCallback => (TimerArguments, new(0, rules.ExactCallbackReturns ? 0 : 1)),
        _ => throw new NotModeledException($"callbacks of {helper}"),
    };

    /// <summary>
    /// A callback that runs before the helper returns is put aside: it starts in a frame of its own above the caller's. One
    /// that runs later starts a path of its own.
    /// </summary>
    private void PushCallback(int subprogram, CallbackEntry enter, ReturnRange returns, bool later, bool sleepable = false)
    {
        Subprogram callee = subprograms[subprogram];
        FuncState caller = current.Current;
        callee.IsCallback = true;
        if (later)
        {
            callee.IsAsyncCallback = true;
            PushAsyncCallback(callee, subprogram, caller, enter, returns, sleepable);
            return;
        }

        VerifierState state = rules.CallbacksRepeat ? PushBranch(callee.Start, at) : current;
        if (state.CurFrame + 1 >= rules.CallFrames)
        {
            throw Reject(RejectionReason.ControlFlow, $"the call stack of {state.CurFrame + 2} frames is too deep");
        }

        FuncState frame = state.EnsureFrame(state.CurFrame + 1);
        frame.Reset(at, state.CurFrame + 1, subprogram);
        frame.InCallback = true;
        frame.CallbackReturns = returns;
        enter(state.Current, frame);
        if (!rules.CallbacksRepeat)
        {
            entering = frame;
            return;
        }

        state.Current.CallbackDepth++;
        state.CurFrame++;
        state.CallbackUnrollDepth++;
        caller.CallbackDepth = 0;
    }

    /// <summary>The call is done: on to the next instruction, or into the callback.</summary>
    private void LeaveCall()
    {
        at++;
        if (entering is { } callback)
        {
            entering = null;
            current.CurFrame++;
            at = subprograms[callback.Subprogram].Start;
        }
    }

    private void PushAsyncCallback(
        Subprogram callee, int subprogram, FuncState caller, CallbackEntry enter, ReturnRange returns, bool sleepable)
    {
        VerifierState state = new() { FirstInstruction = callee.Start, LastInstruction = -1, InSleepable = sleepable };
        FuncState frame = state.EnsureFrame(0);
        frame.Reset(-1, 0, subprogram);
        frame.InAsyncCallback = true;
        frame.AsyncEntries = caller.AsyncEntries + 1;
        frame.CallbackReturns = returns;
        enter(caller, frame);
        PutAside(new(state, callee.Start, at));
    }

    /// <summary><c>bpf_loop(n, callback, context, flags)</c> calls <c>callback(index, context)</c>.</summary>
    private void LoopArguments(FuncState caller, FuncState callee)
    {
        callee.Registers[1].SetUnknown(false);
        callee.Registers[2] = caller.Registers[3];
    }

    /// <summary><c>bpf_for_each_map_elem(map, callback, context, flags)</c> calls <c>callback(map, key, value, context)</c>.</summary>
    private void MapElementArguments(FuncState caller, FuncState callee)
    {
        callee.Registers[1] = caller.Registers[1];
        SetMapPointer(ref callee.Registers[2], RegisterType.PtrToMapKey, caller.Registers[1]);
        SetMapPointer(ref callee.Registers[3], RegisterType.PtrToMapValue, caller.Registers[1]);
        callee.Registers[4] = caller.Registers[3];
    }

    /// <summary><c>bpf_find_vma(task, address, callback, context, flags)</c> calls <c>callback(task, vma, context)</c>.</summary>
    private void FoundVmaArguments(FuncState caller, FuncState callee)
    {
        callee.Registers[1] = caller.Registers[1];
        callee.Registers[2].SetObject(0, Kernel.FindStruct("vm_area_struct"), own: false);
        callee.Registers[3] = caller.Registers[4];
    }

    /// <summary><c>bpf_timer_set_callback(timer, callback)</c> has <c>callback(map, key, value)</c> called.</summary>
    private void TimerArguments(FuncState caller, FuncState callee)
    {
        SetMapPointer(ref callee.Registers[1], RegisterType.ConstPtrToMap, caller.Registers[1]);
        SetMapPointer(ref callee.Registers[2], RegisterType.PtrToMapKey, caller.Registers[1]);
        SetMapPointer(ref callee.Registers[3], RegisterType.PtrToMapValue, caller.Registers[1]);
    }

    /// <summary><c>bpf_task_work_schedule_signal(task, work, map, callback)</c> has <c>callback(map, key, value)</c> called.</summary>
    private void TaskWorkArguments(FuncState caller, FuncState callee)
    {
        SetMapPointer(ref callee.Registers[1], RegisterType.ConstPtrToMap, caller.Registers[3]);
        SetMapPointer(ref callee.Registers[2], RegisterType.PtrToMapKey, caller.Registers[3]);
        SetMapPointer(ref callee.Registers[3], RegisterType.PtrToMapValue, caller.Registers[3]);
    }

    /// <summary><c>bpf_user_ringbuf_drain(map, callback, context, flags)</c> calls <c>callback(dynptr, context)</c>.</summary>
    private void DynptrArguments(FuncState caller, FuncState callee)
    {
        ref RegisterState dynptr = ref callee.Registers[1];
        dynptr.SetPointer(RegisterType.ConstPtrToDynptr);
        dynptr.Id = ++idGenerator;
        dynptr.Aux = (int)DynptrType.Local;
        dynptr.Detail = FirstHalf;
        callee.Registers[2] = caller.Registers[3];
    }

    /// <summary>
    /// A callback that is never called is removed as dead code, and what refers to it then to whatever takes its place. Where functions are
    /// left beside the program, and that is none of them, the kernel fails: a fault of its own, seen on the running one.
    /// </summary>
    private void CheckUnreachedCallbacks()
    {
        HashSet<int> starts = [.. subprograms.Skip(1).Where(s => IsReached(s.Start)).Select(s => PlaceAfterRemoval(s.Start))];
        for (int i = 0; i < instructions.Length && starts.Count > 0; i++)
        {
            Instruction insn = instructions[i];
            if (IsReached(i) && insn.Opcode == Opcode.LdImmDW && insn.Src == (byte)PseudoSource.Func
                && !starts.Contains(PlaceAfterRemoval(i + insn.Imm + 1)))
            {
                throw Reject(RejectionReason.ControlFlow, "verifier bug: No program to jit", at: i);
            }
        }
    }

    private bool IsReached(int instruction) => (facts[instruction] & InstructionFacts.Reached) != 0
        || (instruction > 0 && instructions[instruction - 1].Opcode == Opcode.LdImmDW && IsReached(instruction - 1));

    /// <summary>Where an instruction is found once those that no path reaches are gone; for one of them, by its distance from what stays before.</summary>
    private int PlaceAfterRemoval(int instruction)
    {
        int start = instruction;
        while (start > 0 && !IsReached(start) && !IsReached(start - 1))
        {
            start--;
        }

        return Enumerable.Range(0, start).Count(IsReached) + (instruction - start);
    }

    private static void SetMapPointer(ref RegisterState reg, RegisterType type, RegisterState source)
    {
        reg.SetPointer(type);
        reg.Aux = source.Aux;
    }

    /// <summary>Helpers that call back: puts the callback aside before the call itself goes on.</summary>
    private void PushHelperCallback(HelperPrototype helper)
    {
        if (!helper.Has(HelperTraits.CallsBack) && !helper.Has(HelperTraits.CallsBackLater))
        {
            return;
        }

        (CallbackEntry enter, ReturnRange returns) = CallbackOf(helper.Id);
        if (helper.Id == HelperId.Loop && rules.CallbacksRepeat)
        {
            // How often it runs decides whether it runs again.
            MarkChainPrecision(1);
            if ((ulong)current.Current.CallbackDepth >= Reg(1).UMax)
            {
                current.Current.CallbackDepth = 0;
                return;
            }
        }

        if (helper.Id == HelperId.ForEachMapElem && !rules.CallbacksOnSeveralMaps)
        {
            RequireOneMap();
        }

        if (helper.Id == HelperId.ForEachMapElem && !IsIterable(maps[call.Map - 1].Spec.Type))
        {
            throw Reject(RejectionReason.HelperArgument, "callback function not allowed for map", 1);
        }

        PushCallback(call.Callback, enter, returns, helper.Has(HelperTraits.CallsBackLater));
    }

    /// <summary>Before 6.10 one call went over the elements of one map only.</summary>
    private void RequireOneMap()
    {
        if (mapsOfCalls.TryGetValue(at, out int map) && map != call.Map)
        {
            throw Reject(RejectionReason.HelperArgument, "tail_call abusing map_ptr", 1);
        }

        mapsOfCalls[at] = call.Map;
    }

    private static bool IsIterable(MapType type) => type is MapType.Array or MapType.PercpuArray or MapType.Hash
        or MapType.PercpuHash or MapType.LruHash or MapType.LruPercpuHash;

    /// <summary>The end of a callback: back to the call, which decides whether it runs again; before 6.7 behind it.</summary>
    private void ReturnFromCallback(FuncState callee)
    {
        if (!callee.Registers[0].IsScalar)
        {
            throw Reject(RejectionReason.ReturnValue, "R0 not a scalar value", 0);
        }

        EnforceReturnRange(callee.CallbackReturns, "At callback return");
        current.CurFrame--;
        if (!rules.CallbacksRepeat)
        {
            at = callee.CallSite + 1;
            return;
        }

        at = callee.CallSite;
        if (FindPreviousEntry(current, at, current.DfsDepth) is { } previous)
        {
            WidenImprecise(previous, current);
        }
    }
}
