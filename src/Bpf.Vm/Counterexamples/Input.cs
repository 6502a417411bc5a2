namespace Bpf.Vm.Counterexamples;

/// <summary>What a run can be given.</summary>
internal enum InputKind
{
    /// <summary>A byte of the packet.</summary>
    Packet,

    /// <summary>The packet's length.</summary>
    Length,

    /// <summary>A byte of the context.</summary>
    Context,

    /// <summary>A byte of the value that a lookup finds; <see cref="Input.Lookup"/> says which lookup of the path.</summary>
    Value,
}

/// <summary>One byte that a run can be given; the packet's length is four of them.</summary>
internal readonly record struct Input(InputKind Kind, int Lookup, int Offset);
