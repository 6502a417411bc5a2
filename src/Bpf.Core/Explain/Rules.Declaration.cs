namespace Bpf.Core.Explain;

public static partial class Rules
{
    private static Rule[] Declaration() =>
    [
        Error("BPF0000", "Internal error",
            "The BPF compiler failed here: {0}.", "This is a bug in the compiler; please report it with the method. Writing the expression another way may avoid it."),
        Error("BPF0001", "Object class is not static",
            "'{0}' is a [BpfObject] class but not static.", "Declare it as 'static partial class'."),
        Error("BPF0002", "Program method has the wrong shape",
            "'{0}' cannot be a {1} program.", "Make it a static, non-generic method that returns int, uint or an enum of those (XdpAction)."),
        Error("BPF0003", "Program takes the wrong context",
            "'{0}' doesn't take the context of a {1} program.", "Declare its only parameter as '{2}', or none."),
        Error("BPF0004", "Map is not declared by constants",
            "The map '{0}' is not declared by constants.", "Write 'static readonly {1}<...> {0} = new(<a positive constant>);'."),
        Error("BPF0005", "Global's initial value is not a constant",
            "The initial value of '{0}' must be known when the object is built.", "Give a constant number, or none and set the value from user space after loading."),
        Error("BPF0006", "Config range doesn't hold its default",
            "The range of [Config] field '{0}' is empty or doesn't hold its initial value.", "Let Min and Max be values of the field's type with Min <= initial value <= Max."),
        Error("BPF0007", "Fault value is not a number",
            "[OnFault] of '{0}' needs a constant integer or enum value.", "Write what the program returns where C# would throw, for example [OnFault(XdpAction.Pass)]."),
    ];
}
