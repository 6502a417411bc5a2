using Bpf;
using Bpf.Vm;

/// <summary>The same bytecode in the VM, fed with made-up system calls: what one sees without root, or without Linux.</summary>
internal static class Simulation
{
    private static readonly (uint Pid, string Command, string Path, int Result)[] Story =
    [
        (812, "sshd", "/etc/hosts.allow", -2),
        (812, "sshd", "/proc/self/loginuid", 5),
        (1044, "dotnet", "/usr/share/dotnet/host/fxr", 3),
        (1044, "dotnet", "/usr/lib/libstdc++.so.6", 4),
        (1371, "vim", "/home/ada/.vimrc", 3),
        (1371, "vim", "/home/ada/.vim/after", -2),
        (1, "systemd", "/run/systemd/notify", -13),
    ];

    public static OpenSnoop.Loaded Start(OpenSnoop.Config config, CancellationTokenSource stop)
    {
        Console.Error.WriteLine("SIMULATED: these system calls are made up; the bytecode is the real one, run in the VM.");
        SimulatedKernel kernel = new();
        OpenSnoop.Loaded snoop = OpenSnoop.Load(kernel, config);
        _ = Task.Run(() => PlayAsync(kernel, snoop, stop.Token));
        return snoop;
    }

    private static async Task PlayAsync(SimulatedKernel kernel, OpenSnoop.Loaded snoop, CancellationToken stop)
    {
        for (int turn = 0; !stop.IsCancellationRequested; turn++)
        {
            (uint pid, string command, string path, int result) = Story[turn % Story.Length];
            Open(kernel, snoop, pid, command, path, result);
            await Task.Delay(150, CancellationToken.None);
        }
    }

    private static void Open(SimulatedKernel kernel, OpenSnoop.Loaded snoop, uint pid, string command, string path, int result)
    {
        kernel.CurrentTask = new SimulatedTask { Pid = pid, Tgid = pid, Comm = command };
        ulong address = kernel.UserMemory.AddString(path);
        snoop.OnEnter.Run(new SysEnterOpenat { Filename = new UserPtr<byte>(address) });
        snoop.OnExit.Run(new SysExit { Result = result });
        kernel.UserMemory.Unmap(address);
    }
}
