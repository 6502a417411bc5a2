using System;
using System.Collections.Generic;
using System.Linq;
using Bpf.Compiler.Ir;

namespace Bpf.Compiler.Passes;

internal sealed partial class Sroa
{
    /// <summary>Puts the pieces in place of the whole.</summary>
    private sealed class Splitter(
        Function function, Dictionary<Value, (Value Alloca, long Offset)> addresses, Dictionary<(Value Alloca, long Offset), IrType> pointers)
    {
        private readonly Dictionary<Value, IrType> _pointerPieces = [];
        private readonly Dictionary<Value, List<(long Offset, int Width, Value Piece)>> _split = [];
        private readonly HashSet<Value> _gaps = [];

        public bool Add(Value alloca, List<(long Offset, int Width)> pieces)
        {
            if (pieces.Count == 1 && pieces[0] == (0L, (int)alloca.Constant) && !HasWholeCopy(alloca))
                return false;
            List<(long Offset, int Width, Value Piece)> made = [];
            foreach ((long offset, int width) in WithGaps(pieces, alloca))
            {
                Value piece = Edit.InsertBefore(function, alloca, IrOp.Alloca, alloca.Type);
                piece.Constant = width;
                piece.Width = width is 1 or 2 or 4 or 8 ? width : 1;
                piece.Symbol = alloca.Symbol;
                piece.Location = alloca.Location;
                made.Add((offset, width, piece));
                if (!pieces.Contains((offset, width)))
                    _gaps.Add(piece);
                if (pointers.TryGetValue((alloca, offset), out IrType pointer))
                    _pointerPieces.Add(piece, pointer);
            }

            _split.Add(alloca, made);
            return true;
        }

        private bool HasWholeCopy(Value alloca) => function.Blocks.Any(b => b.Values.Any(v => v.Op == IrOp.Copy && v.Operands.Any(o => addresses.TryGetValue(o, out (Value Alloca, long Offset) a) && a.Alloca == alloca)));

        private static IEnumerable<(long Offset, int Width)> WithGaps(List<(long Offset, int Width)> pieces, Value alloca)
        {
            long at = 0;
            foreach ((long offset, int width) in pieces.Append((alloca.Constant, 0)))
            {
                foreach ((long Offset, int Width) part in Gap(at, offset, alloca))
                    yield return part;
                if (width > 0)
                    yield return (offset, width);
                at = offset + width;
            }
        }

        // What is as wide as a number will be moved as one, so it must not be wider than it is aligned wherever the whole is copied to.
        // A type's size is a multiple of its alignment; a variable's own alignment may be more than that.
        private static IEnumerable<(long Offset, int Width)> Gap(long start, long end, Value alloca)
        {
            int width = (int)(end - start), most = alloca.Width;
            while (start % most != 0 || alloca.Constant % most != 0)
                most /= 2;
            int part = width is 2 or 4 or 8 ? Math.Min(width, most) : width;
            for (; start < end; start += part)
                yield return (start, part);
        }

        public void Rewrite()
        {
            foreach (BasicBlock block in function.Blocks)
            {
                foreach (Value value in block.Values.ToArray())
                {
                    if (value.Op is IrOp.Load or IrOp.Store)
                        RewriteAccess(value);
                    else if (value.Op == IrOp.Zero && PiecesOf(value.Operands[0], value.Constant, value.Length) is { } zeroed)
                        RewriteZero(value, zeroed);
                    else if (value.Op == IrOp.Copy)
                        RewriteCopy(value);
                }
            }
        }

        private List<(long Offset, int Width, Value Piece)>? PiecesOf(Value address, long offset, int length)
        {
            if (!addresses.TryGetValue(address, out (Value Alloca, long Offset) at) || !_split.TryGetValue(at.Alloca, out List<(long Offset, int Width, Value Piece)>? pieces))
                return null;
            long start = at.Offset + offset;
            return [.. pieces.Select(p => (Start: Math.Max(p.Offset, start), End: Math.Min(p.Offset + p.Width, start + length), p))
                .Where(x => x.End > x.Start)
                .Select(x => (x.Start - start, (int)(x.End - x.Start), x.Start == x.p.Offset ? x.p.Piece : Within(x.p.Piece, x.Start - x.p.Offset, address)))];
        }

        // A gap may be filled or copied in part; nothing reads it as a scalar, so its address is as good as any.
        private Value Within(Value piece, long offset, Value near)
        {
            Value moved = function.NewValue(IrOp.PtrAdd, piece.Type, near.Location, piece);
            moved.Constant = offset;
            moved.Block = piece.Block;
            piece.Block!.Values.Insert(piece.Block.Values.FindLastIndex(v => v.Op == IrOp.Alloca) + 1, moved);
            return moved;
        }

        private void RewriteAccess(Value access)
        {
            if (PiecesOf(access.Operands[0], access.Constant, access.Width) is not [(_, _, Value piece)])
                return;
            access.Operands[0] = piece;
            access.Constant = 0;
        }

        private void RewriteZero(Value zero, List<(long Offset, int Width, Value Piece)> pieces)
        {
            foreach ((long _, int width, Value piece) in pieces)
            {
                Value part = Edit.InsertBefore(function, zero, IrOp.Zero, IrType.Void, piece);
                part.Length = width;
            }

            zero.Block!.Values.Remove(zero);
        }

        private void RewriteCopy(Value copy)
        {
            List<(long Offset, int Width, Value Piece)>? to = PiecesOf(copy.Operands[0], 0, copy.Length);
            List<(long Offset, int Width, Value Piece)>? from = PiecesOf(copy.Operands[1], 0, copy.Length);
            if ((to ?? from) is not { } pieces)
                return;
            // Both sides split by the same lines where they shared theirs; else the finer ones win and the other side is addressed.
            if (to is not null && from is not null && from.Count > to.Count)
                pieces = from;
            foreach ((long offset, int width, Value _) in pieces)
            {
                Value destination = Part(copy, copy.Operands[0], to, offset);
                Value source = Part(copy, copy.Operands[1], from, offset);
                Move(copy, destination, source, width);
            }

            copy.Block!.Values.Remove(copy);
        }

        private Value Part(Value copy, Value address, List<(long Offset, int Width, Value Piece)>? pieces, long offset)
        {
            if (pieces?.Find(p => p.Offset == offset) is { Piece: { } piece })
                return piece;
            if (pieces?.FindLast(p => p.Offset < offset) is { Piece: { } holder } before)
                (address, offset) = (holder, offset - before.Offset);
            if (offset == 0)
                return address;
            Value moved = Edit.InsertBefore(function, copy, IrOp.PtrAdd, address.Type, address);
            moved.Constant = offset;
            return moved;
        }

        private static bool IsAligned(Value address, int width)
        {
            long offset = 0;
            for (; address is { Op: IrOp.PtrAdd, Operands.Count: 1 }; address = address.Operands[0])
                offset += address.Constant;
            return address.Op != IrOp.Alloca || (width <= address.Width && offset % width == 0);
        }

        private void Move(Value copy, Value destination, Value source, int width)
        {
            // Nothing says that a gap is one number, so it may be at any multiple of what is in it.
            bool isGap = (_gaps.Contains(destination) || _gaps.Contains(source)) && !(IsAligned(destination, width) && IsAligned(source, width));
            if (width is not (1 or 2 or 4 or 8) || isGap)
            {
                Edit.InsertBefore(function, copy, IrOp.Copy, IrType.Void, destination, source).Length = width;
                return;
            }

            if (!_pointerPieces.TryGetValue(destination, out IrType type) && !_pointerPieces.TryGetValue(source, out type))
                type = width == 8 ? IrType.I64 : IrType.I32;
            Value load = Edit.InsertBefore(function, copy, IrOp.Load, type, source);
            load.Width = width;
            Value store = Edit.InsertBefore(function, copy, IrOp.Store, IrType.Void, destination, load);
            store.Width = width;
        }
    }
}
