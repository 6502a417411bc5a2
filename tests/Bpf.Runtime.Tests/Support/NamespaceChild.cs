using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Bpf.Runtime.Tests.Support;

/// <summary>
/// Makes this program, started in a user namespace of its own, load an object there. It begins a BPF file system, the privileged parent sets what that
/// delegates (which the namespace's root may not), and the child mounts it.
/// </summary>
internal static unsafe partial class NamespaceChild
{
    private const string Argument = "--load-in-namespace";
    private const int MoveMount = 429, OpenFileSystem = 430, Configure = 431, Mount = 432, OpenProcess = 434, GetDescriptor = 438;
    private const int SetString = 1, Create = 6, EmptyPath = 4, CurrentFolder = -100;

    /// <summary>Skips a test where the kernel has no tokens (before Linux 6.9) or no user namespaces, or this is not root.</summary>
    public static void SkipWhereImpossible()
    {
        Requires.Kernel();
        Assert.SkipUnless(Environment.OSVersion.Version >= new Version(6, 9), "the kernel has no BPF tokens");
        using Process probe = Process.Start(new ProcessStartInfo("unshare", ["-Urm", "true"]) { RedirectStandardError = true })!;
        probe.WaitForExit();
        Assert.SkipUnless(probe.ExitCode == 0, "there are no user namespaces here");
    }

    /// <summary>Loads an object in a namespace that is handed rights.</summary>
    /// <param name="image">The object.</param>
    /// <param name="delegated">The mount options that delegate, all of them <c>any</c>.</param>
    /// <returns>What the child says.</returns>
    public static string Load(byte[] image, string[] delegated)
    {
        string folder = Directory.CreateTempSubdirectory("bpf-token-").FullName;
        string file = Path.Combine(folder, "object"), mount = Directory.CreateDirectory(Path.Combine(folder, "mount")).FullName;
        File.WriteAllBytes(file, image);
        ProcessStartInfo start = new("unshare", ["-Urm", Environment.ProcessPath!, Argument, file, mount]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process child = Process.Start(start)!;
        try
        {
            int[] numbers = [.. child.StandardOutput.ReadLine()!.Split(' ').Select(static part => int.Parse(part, CultureInfo.InvariantCulture))];
            nint context = Syscall(GetDescriptor, Syscall(OpenProcess, numbers[0], 0, 0, 0, 0), numbers[1], 0, 0, 0);
            Assert.True(context >= 0);
            foreach (string option in delegated)
                Assert.Equal(0, SetOption(context, option));
            Assert.Equal(0, Syscall(Configure, context, Create, 0, 0, 0));
            child.StandardInput.WriteLine();
            string said = child.StandardOutput.ReadToEnd().Trim();
            child.WaitForExit();
            return said;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

#pragma warning disable CA2255 // The test framework owns Main.
    [ModuleInitializer]
    internal static void Run()
#pragma warning restore CA2255
    {
        string[] arguments = Environment.GetCommandLineArgs();
        int index = Array.IndexOf(arguments, Argument);
        if (index < 0)
            return;
        nint context;
        fixed (byte* type = "bpf\0"u8)
            context = Syscall(OpenFileSystem, (nint)type, 0, 0, 0, 0);
        Console.WriteLine($"{Environment.ProcessId} {context}");
        Console.ReadLine();
        string place = arguments[index + 2];
        nint mount = Syscall(Mount, context, 0, 0, 0, 0);
        fixed (byte* nothing = "\0"u8, path = Encoding.UTF8.GetBytes(place + '\0'))
            Console.Write(Syscall(MoveMount, mount, (nint)nothing, CurrentFolder, (nint)path, EmptyPath) == 0 ? "" : "not mounted ");
        try
        {
            BpfObject.Load(File.ReadAllBytes(arguments[index + 1]), new() { TokenPath = place }).Dispose();
            Console.WriteLine("loaded");
        }
        catch (BpfException exception)
        {
            Console.WriteLine(exception.Message);
        }

        Environment.Exit(0);
    }

    private static nint SetOption(nint context, string option)
    {
        fixed (byte* key = Encoding.UTF8.GetBytes(option + '\0'), value = "any\0"u8)
            return Syscall(Configure, context, SetString, (nint)key, (nint)value, 0);
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Syscall(nint number, nint first, nint second, nint third, nint fourth, nint fifth);
}
