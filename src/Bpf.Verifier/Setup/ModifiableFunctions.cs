// Rests on: loads of fmod_ret and sleepable programs on 5.10, 6.1, 6.12, 6.18 and 7.2.
using System;

namespace Bpf.Verifier.Setup;

/// <summary>Functions that programs may make return something else, whatever the kernel is configured for: one row a function.</summary>
internal static class ModifiableFunctions
{
    private static readonly Version Since = new(6, 3);

    private static readonly (string Name, bool MaySleep)[] Rows =
    [
        ("bpf_fentry_test1",           true),
        ("bpf_modify_return_test",     false),
        ("bpf_modify_return_test2",    false),
        ("bpf_modify_return_test_tp",  false),
        ("update_socket_protocol",     false),
    ];

    /// <summary>True where the function is one; then sleepable programs may be attached if it may sleep.</summary>
    public static bool Contains(string function, Version kernel, out bool maySleep)
    {
        foreach ((string name, bool sleeps) in Rows)
        {
            if (name == function && kernel >= Since)
            {
                maySleep = sleeps;
                return true;
            }
        }

        maySleep = false;
        return false;
    }
}
