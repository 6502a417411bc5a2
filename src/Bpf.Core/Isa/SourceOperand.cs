namespace Bpf.Core.Isa;

/// <summary>Bit 3 of an arithmetic or jump opcode: where the second operand comes from (RFC 9669, section 4).</summary>
public enum SourceOperand : byte
{
    /// <summary>The sign-extended 32-bit immediate.</summary>
    K = 0x00,

    /// <summary>The source register.</summary>
    X = 0x08,
}
