using Bpf.Core.Kernel;

namespace Bpf.KernelAsking;

/// <summary>Asks with fewer capabilities than the process has.</summary>
public static class Rights
{
    private const string Disabled = "/proc/sys/kernel/unprivileged_bpf_disabled";

    /// <summary>Runs an inquiry whose calls have these capabilities and no others.</summary>
    /// <param name="capabilities">The capabilities.</param>
    /// <param name="inquiry">The inquiry, which must stay on its thread.</param>
    public static void With(Capabilities capabilities, Action inquiry)
    {
        Exception? failure = null;
        // Capabilities are a thread's: this one ends with them.
        Thread thread = new(() =>
        {
            try
            {
                if (RawBpf.SetCapabilities((ulong)capabilities) is < 0 and int error)
                    throw new InvalidOperationException($"capset: errno {-error}");
                inquiry();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
            throw new InvalidOperationException(failure.Message, failure);
    }

    /// <summary>Runs an inquiry while the kernel takes programs of processes without capabilities.</summary>
    /// <param name="inquiry">The inquiry.</param>
    /// <returns>False where the kernel takes none, which is not to be changed: nothing was run.</returns>
    public static bool WhileAnybodyMayLoad(Action inquiry)
    {
        // 2 can be changed, 1 cannot.
        string before = File.Exists(Disabled) ? File.ReadAllText(Disabled).Trim() : "0";
        if (before == "1")
            return false;
        if (before != "0")
            File.WriteAllText(Disabled, "0");
        try
        {
            inquiry();
        }
        finally
        {
            if (before != "0")
                File.WriteAllText(Disabled, before);
        }

        return true;
    }
}
