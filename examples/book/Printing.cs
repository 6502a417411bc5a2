using Bpf;

namespace Book;

/// <summary>Shows what programs print.</summary>
internal static class Printing
{
    public static async Task Run<T>(T loaded, Action<T> attach, TextWriter output, CancellationToken stop) where T : BpfLoaded
    {
        using (loaded)
        using (TracePipe pipe = TracePipe.Open())
        {
            attach(loaded);
            await foreach (string line in pipe.ReadAllAsync(stop))
                output.WriteLine(line);
        }
    }
}
