using Book.Chapter2;
using Book.Chapter3;
using Book.Chapter4;
using Book.Chapter6;
using Book.Chapter7;
using Book.Chapter8;
using Bpf;

// Runs one example until Ctrl+C. What follows its name is the example's.
string[] rest = args.Length == 0 ? [] : args[1..];
Dictionary<string, Func<TextWriter, CancellationToken, Task>> examples = new()
{
    ["chapter-2/hello-world"] = HelloWorld.Run,
    ["chapter-3/map-pinning"] = MapPinning.Run,
    ["chapter-4/kprobes"] = Kprobes.Run,
    ["chapter-4/tracepoints"] = Tracepoints.Run,
    ["chapter-4/uprobes"] = Uprobes.Run,
    ["chapter-4/usdt"] = (output, stop) => Marks.Run(rest, output, stop),
    ["chapter-4/usdt-latency"] = (output, stop) => MethodLatency.Run(rest, output, stop),
    ["chapter-4/histograms"] = Histograms.Run,
    ["chapter-4/perf-events"] = PerfEvents.Run,
    ["chapter-4/flamegraphs"] = FlameGraphs.Run,
    ["chapter-6/raw-sockets"] = RawSockets.Run,
    ["chapter-6/tc-classifier"] = TcClassifier.Run,
    ["chapter-7/drop-tcp"] = DropTcp.Run,
    ["chapter-8/seccomp"] = Seccomp.Run,
    ["chapter-8/lsm"] = (output, stop) => Lsm.Run(rest, output, stop),
};
if (args is not [{ } name, ..] || !examples.TryGetValue(name, out Func<TextWriter, CancellationToken, Task>? run))
{
    Console.Error.WriteLine($"Name an example:{string.Concat(examples.Keys.Select(key => $"{Environment.NewLine}  {key}"))}");
    return 2;
}

if (BpfSupport.WhyNot() is { } reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
try
{
    await run(Console.Out, stop.Token);
}
catch (OperationCanceledException)
{
    // Ctrl+C
}
catch (BpfException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
catch (Exception exception) when (exception is IndexOutOfRangeException or FormatException)
{
    Console.Error.WriteLine($"examples/book/README.md says what follows '{name}'.");
    return 2;
}

return 0;
