using System.Runtime.CompilerServices;

namespace Bpf.Runtime.Tests.Support;

/// <summary>Makes this program, started with an argument, load an object and say what happened: for tests with fewer privileges.</summary>
internal static class LoadInChild
{
    public const string Argument = "--load-in-child";

#pragma warning disable CA2255 // The test framework owns Main.
    [ModuleInitializer]
    internal static void Run()
#pragma warning restore CA2255
    {
        string[] arguments = Environment.GetCommandLineArgs();
        int index = Array.IndexOf(arguments, Argument);
        if (index < 0)
            return;
        try
        {
            using BpfObject target = BpfObject.Load(File.ReadAllBytes(arguments[index + 1]));
            Console.WriteLine("loaded");
        }
        catch (BpfException exception)
        {
            Console.WriteLine(exception.Message);
        }

        Environment.Exit(0);
    }
}
