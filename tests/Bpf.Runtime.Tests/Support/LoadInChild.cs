using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Bpf.Core.Kernel;

namespace Bpf.Runtime.Tests.Support;

/// <summary>Makes this program, started under another one, load an object or ask for a feature: for tests with fewer privileges.</summary>
internal static class LoadInChild
{
    private const string Argument = "--load-in-child", AttachArgument = "--attach-in-child", StarveArgument = "--starve-in-child";

    /// <summary>Without any capability.</summary>
    public static readonly string[] Unprivileged = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"];

    /// <summary>Starts this test program under a command, to load an object there; gives back what it says.</summary>
    public static string Load(string[] command, byte[] image)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, image);
        string output = Start(command, path);
        File.Delete(path);
        return output;
    }

    /// <summary>Starts this test program to attach a raw tracepoint program and wait.</summary>
    /// <param name="image">The object.</param>
    /// <param name="program">The program.</param>
    /// <param name="id">The program's id.</param>
    /// <returns>The process, to be killed.</returns>
    public static Process Attach(byte[] image, string program, out uint id)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, image);
        Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [AttachArgument, path, program]) { RedirectStandardOutput = true })!;
        id = uint.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        File.Delete(path);
        return process;
    }

    /// <summary>Starts this test program with few descriptors, to load an object with none free, with one, and so on until it is loaded.</summary>
    /// <param name="image">The object.</param>
    /// <returns>What each load said; the last one is "loaded" where nothing was left open by those before.</returns>
    public static string[] Starve(byte[] image)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, image);
        string output = Start(["prlimit", "--nofile=300"], path, StarveArgument);
        File.Delete(path);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Starts this test program under a command, to ask for a feature there; gives back what it says.</summary>
    public static string Ask(string[] command, Feature feature) => Start(command, feature.ToString());

    private static string Start(string[] command, string what, string argument = Argument)
    {
        ProcessStartInfo start = new(command[0], [.. command.AsSpan(1), Environment.ProcessPath!, argument, what])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return output;
    }

#pragma warning disable CA2255 // The test framework owns Main.
    [ModuleInitializer]
    internal static void Run()
#pragma warning restore CA2255
    {
        string[] arguments = Environment.GetCommandLineArgs();
        int index = Array.FindIndex(arguments, argument => argument is Argument or AttachArgument or StarveArgument);
        if (index < 0)
            return;
        string what = arguments[index + 1];
        try
        {
            if (arguments[index] == AttachArgument)
            {
                BpfProgram program = BpfObject.Load(File.ReadAllBytes(what)).Program(arguments[index + 2]);
                _ = new RawTracepointProgram(program, "sys_enter").Attach();
                Console.WriteLine(program.Id);
                Thread.Sleep(Timeout.Infinite);
            }
            else if (arguments[index] == StarveArgument)
            {
                LoadWithFewDescriptors(File.ReadAllBytes(what));
            }
            else if (Enum.TryParse(what, out Feature feature))
            {
                Console.WriteLine(KernelFeatures.Has(feature));
            }
            else
            {
                using BpfObject target = BpfObject.Load(File.ReadAllBytes(what));
                Console.WriteLine("loaded");
            }
        }
        catch (BpfException exception)
        {
            Console.WriteLine(exception.Message);
        }

        Environment.Exit(0);
    }

    private static void LoadWithFewDescriptors(byte[] image)
    {
        BpfObject.Load(image).Dispose(); // what the runtime itself opens once is open then
        Console.WriteLine("loaded");
        Stack<FileStream> taken = [];
        try
        {
            while (true)
                taken.Push(File.OpenRead("/dev/null"));
        }
        catch (IOException)
        {
        }

        for (bool isLoaded = false; !isLoaded; taken.Pop().Dispose())
        {
            try
            {
                using BpfObject target = BpfObject.Load(image);
                isLoaded = true;
                Console.WriteLine("loaded");
            }
            catch (BpfException exception)
            {
                Console.WriteLine(exception.Message.ReplaceLineEndings(" "));
            }
        }
    }
}
