using System;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>
/// What callbacks change, for kernels that verify a callback as if it were called just once: there the verifier takes what the state holds before the
/// first call for what it holds in each, and what it holds after one call for what it holds in the end, and removes branches by that. So it is made to
/// forget, before and behind the helper.
/// </summary>
internal sealed partial class MethodLowering
{
    private void ForgetState(Callback callback, IOperation where)
    {
        Place? state = OnStack(callback);
        if (state is null && callback.LeaveSlot is null) return;
        When(Not(B.FollowsCallbacks()), () =>
        {
            if (state is not null) Forget(state, where);
            if (callback.LeaveSlot is { } slot) B.Store(slot, 0, B.Forget(B.Load(IrType.I64, slot, 0, 8)), 8);
        });
    }

    /// <summary>What the state holds before the first call is a number like others: verifiers that follow a callback else follow it from there, round by round.</summary>
    private void HideState(Callback callback, IOperation where)
    {
        if (OnStack(callback) is not { } state) return;
        When(B.HidesState(), () =>
        {
            Value zero = _context.UnknownZero(B);
            Change(state, where, known => B.Binary(IrOp.Add, known, known.Type.Kind == IrKind.I32 ? B.Trunc(zero) : zero));
        });
    }

    /// <summary>What is in maps verifiers don't know anyway.</summary>
    private static Place? OnStack(Callback callback) => callback.State is { Address.Type.Provenance: Provenance.Stack } onStack ? onStack : null;

    private void Forget(Place place, IOperation where) => Change(place, where, B.Forget);

    private void Change(Place place, IOperation where, Func<Value, Value> change)
    {
        TypeLayout layout = LayoutOf(place.Type, where);
        int width = Math.Min(8, place.Address.Op == IrOp.Alloca ? place.Address.Width : layout.Alignment);
        while (place.Offset % width != 0) width /= 2;
        for (int offset = 0; offset < layout.Size; offset += width)
        {
            while (width > layout.Size - offset) width /= 2;
            Value known = B.Load(width == 8 ? IrType.I64 : IrType.I32, place.Address, place.Offset + offset, width);
            B.Store(place.Address, place.Offset + offset, change(known), width);
        }
    }
}
