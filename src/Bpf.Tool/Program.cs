using Bpf.Tool;

return Cli.Run(args, Console.Out, Console.Error);
