using Bpf.Compiler.Ir;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Lowering;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Intrinsics;

/// <summary>Iterators over tasks: 24 bytes of stack that verifiers watch, and behind them the task at hand. Source: kernel/bpf/task_iter.c.</summary>
internal static partial class IntrinsicTable
{
    private const int TaskIteratorSize = 24;

    private static void AddTasks()
    {
        // BPF_TASK_ITER_ALL_PROCS, BPF_TASK_ITER_ALL_THREADS
        foreach ((string name, int flags) in new[] { ("Processes", 0), ("Threads", 1) })
        {
            Row($"M:Bpf.KernelTasks.{name}``1", c =>
            {
                Place range = c.Lowering.Temporary(c.Type, c.Operation, null);
                c.B.Store(range.Address, range.Offset, c.B.I32(flags), 1);
                return Operand.In(range, isOwned: true);
            });
        }

        Row("M:Bpf.TaskEnumerator`1.MoveNext", c =>
        {
            Value iterator = c.ThisPlace().Address;
            Value next = c.Lowering.CallKernel(c.Operation, "bpf_iter_task_next", iterator);
            c.B.Store(iterator, TaskIteratorSize, next, 8);
            return c.Bool(IsNull(c.B, next, IrOp.Ne));
        });
        Row("P:Bpf.TaskEnumerator`1.Current", c =>
            Operand.Of(c.B.Load(IrType.Ptr(Provenance.Btf), c.ThisPlace().Address, TaskIteratorSize, 8), c.Type));
        Row("M:Bpf.TaskEnumerator`1.Dispose", c =>
        {
            c.Lowering.CallKernel(c.Operation, "bpf_iter_task_destroy", c.ThisPlace().Address);
            return Operand.Nothing;
        });
    }

    /// <summary>Starts an iteration.</summary>
    /// <param name="lowering">Where.</param>
    /// <param name="start">What starts it.</param>
    /// <param name="range">The tasks.</param>
    public static Place StartTasks(MethodLowering lowering, IOperation start, Place range)
    {
        FunctionBuilder b = lowering.B;
        ITypeSymbol task = ((INamedTypeSymbol)range.Type).TypeArguments[0];
        if (KernelTypes.NameOf(task) != "task_struct")
            throw lowering.Report(RuleIds.ContextMember, start, start.Syntax.ToString(), $"its T is a struct with [KernelType(\"task_struct\")], which '{task.Shown()}' is not");
        Value iterator = b.Alloca(TaskIteratorSize + 8, 8);
        Value flags = b.Load(IrType.I32, lowering.AddressOf(range), 0, 1);
        lowering.CallKernel(start, "bpf_iter_task_new", iterator, b.Null(IrType.Ptr(Provenance.Btf)), flags);
        return Place.At(iterator, 0, lowering.TypeOf(start.Type!));
    }
}
