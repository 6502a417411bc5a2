namespace Bpf.Fuzz.CSharp;

/// <summary>A local, parameter or global in sight.</summary>
/// <param name="Name">How code reads it.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Writable">False for loop counters and <c>in</c> parameters.</param>
internal record Variable(string Name, string Type, bool Writable);

/// <summary>The variables in sight, innermost block last.</summary>
internal sealed class Scope
{
    private readonly List<Variable> _variables = [];

    /// <summary>How many there are, to go back to with <see cref="Leave"/>.</summary>
    public int Mark => _variables.Count;

    public IReadOnlyList<Variable> Variables => _variables;

    public void Add(string name, string type, bool writable = true) => Add(new(name, type, writable));

    public void Add(Variable variable) => _variables.Add(variable);

    public void Leave(int mark) => _variables.RemoveRange(mark, _variables.Count - mark);
}
