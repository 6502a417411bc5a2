using Bpf.Compiler.Ir;

namespace Bpf.Frontend.Lowering;

/// <summary>A variable of a span type. It refers to memory of one kind and size, which is known from what is stored first.</summary>
internal sealed class SpanVariable(FunctionBuilder builder, string? name)
{
    private const long Unknown = -1;

    private readonly PointerVariable _base = new(builder, name);
    private readonly Value _offset = builder.Alloca(8, 8, name);
    private readonly Value _length = builder.Alloca(4, 4, name);
    private long _capacity = Unknown;

    /// <summary>What it refers to.</summary>
    public Provenance Provenance => _base.Provenance;

    /// <summary>Stores a span; false where its memory is of another kind or size than that of spans stored before.</summary>
    public bool TryStore(FunctionBuilder b, SpanValue span)
    {
        bool isNothing = span.Capacity == 0;
        if (!isNothing && _capacity is not (Unknown or 0) && _capacity != span.Capacity) return false;
        if (!_base.TryStore(b, span.Base)) return false;
        if (!isNothing || _capacity == Unknown) _capacity = span.Capacity;
        b.Store(_offset, 0, span.Offset, 8);
        b.Store(_length, 0, span.Length, 4);
        return true;
    }

    /// <summary>Reads the span.</summary>
    public SpanValue Load(FunctionBuilder b) => new(
        _base.Load(b), b.Load(IrType.I64, _offset, 0, 8), b.Load(IrType.I32, _length, 0, 4, signed: true), _capacity < 0 ? 0 : _capacity);
}
