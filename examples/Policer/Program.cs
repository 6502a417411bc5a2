using Bpf;

if (args is not [var @interface])
{
    Console.Error.WriteLine("Usage: Policer INTERFACE");
    return 2;
}

try
{
    using Policer.Loaded policer = Policer.Load();
    using BpfLink link = policer.Police.Attach(@interface);
    Console.WriteLine($"Policing what comes in at {@interface}; Enter ends it.");
    Console.ReadLine();
    Console.WriteLine($"{policer.Dropped:n0} packets dropped, of {policer.Sources.Count():n0} sources seen.");
    return 0;
}
catch (BpfException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
