namespace Bpf.KernelAsking;

/// <summary>Asks as a user without capabilities, where the kernel has an ear for them.</summary>
public static class Unprivileged
{
    private const string Disabled = "/proc/sys/kernel/unprivileged_bpf_disabled";
    private const int Nobody = 65534;

    /// <summary>Runs an inquiry on a thread that has no capabilities.</summary>
    /// <param name="inquiry">The inquiry.</param>
    /// <param name="refused">Is called for it where the kernel takes no programs of such users, which is not to be changed.</param>
    public static void Run(Action inquiry, Action refused)
    {
        // 2 can be changed, 1 cannot.
        string before = File.Exists(Disabled) ? File.ReadAllText(Disabled).Trim() : "0";
        if (before == "1")
        {
            refused();
            return;
        }

        if (before != "0")
            File.WriteAllText(Disabled, "0");
        try
        {
            Thread thread = new(() =>
            {
                // The system call and not libc's function, which is for all threads.
                if (RawBpf.BecomeUser(Nobody) == 0)
                    inquiry();
                else
                    refused();
            });
            thread.Start();
            thread.Join();
        }
        finally
        {
            if (before != "0")
                File.WriteAllText(Disabled, before);
        }
    }
}
