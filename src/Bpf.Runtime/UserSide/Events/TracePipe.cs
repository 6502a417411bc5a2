using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Bpf.Syscalls;

namespace Bpf;

/// <summary>What programs print (<see cref="Trace.Print(ref TraceInterpolatedStringHandler)"/>): the kernel's one trace pipe, shared by all who read it; a line goes to one reader.</summary>
public sealed class TracePipe : IDisposable
{
    private const int NonBlocking = 0x800, PauseMilliseconds = 20;
    private readonly FileDescriptor fd;
    private readonly byte[] buffer = new byte[1 << 14];
    private readonly Queue<string> lines = [];
    private string rest = "";

    private TracePipe(FileDescriptor fd) => this.fd = fd;

    /// <summary>Opens the pipe; tracefs is mounted where it is not.</summary>
    /// <exception cref="BpfException">tracefs is not there or may not be read.</exception>
    public static TracePipe Open()
    {
        int number = Libc.Open(TraceFs.Find("trace_pipe"), Libc.ReadOnly | Libc.CloseOnExec | NonBlocking);
        return number >= 0 ? new TracePipe(new FileDescriptor(number)) : throw new BpfException("Opening the trace pipe", Marshal.GetLastPInvokeError());
    }

    /// <summary>Takes a line that is there: task, CPU, flags, time, then what was printed.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <returns>False where none is there.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryRead(out string line)
    {
        if (lines.Count == 0)
            Fill();
        return lines.TryDequeue(out line!);
    }

    /// <summary>Reads lines as they come.</summary>
    /// <param name="cancellationToken">Ends the wait with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public async IAsyncEnumerable<string> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            while (TryRead(out string line))
                yield return line;
            await Task.Delay(PauseMilliseconds, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the pipe.</summary>
    public void Dispose() => fd.Dispose();

    private unsafe void Fill()
    {
        nint length;
        using (FileDescriptor.Lease lease = fd.Use())
        {
            fixed (byte* pointer = buffer)
            {
                length = Libc.Read(lease.Number, pointer, (nuint)buffer.Length);
            }
        }

        if (length < 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            if (errno is Errno.EAGAIN or Errno.EINTR)
                return;
            throw new BpfException("Reading the trace pipe", errno);
        }

        string[] parts = (rest + Encoding.UTF8.GetString(buffer, 0, (int)length)).Split('\n');
        rest = parts[^1];
        foreach (string part in parts.AsSpan(0, parts.Length - 1))
            lines.Enqueue(part);
    }
}
