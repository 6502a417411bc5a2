using System.Collections.Generic;
using System.Collections.Immutable;

namespace Bpf.Core.Isa;

/// <summary>A row's listing, cut into literal text and holes; both the disassembler and the assembler work from it.</summary>
internal sealed class ListingTemplate
{
    private static readonly Dictionary<string, ListingHole> Holes = new()
    {
        ["d"] = ListingHole.Dst,
        ["dw"] = ListingHole.DstW,
        ["s"] = ListingHole.Src,
        ["sw"] = ListingHole.SrcW,
        ["dst"] = ListingHole.DstMemory,
        ["src"] = ListingHole.SrcMemory,
        ["i"] = ListingHole.Imm,
        ["x"] = ListingHole.ImmHex,
        ["high"] = ListingHole.ImmHigh,
        ["low"] = ListingHole.ImmLow,
        ["imm64"] = ListingHole.Imm64,
        ["next"] = ListingHole.NextImm,
        ["map"] = ListingHole.Map,
        ["jump"] = ListingHole.Jump,
        ["long"] = ListingHole.LongJump,
        ["local"] = ListingHole.LocalCall,
        ["helper"] = ListingHole.Helper,
        ["kfunc"] = ListingHole.Kfunc,
    };

    private ListingTemplate(OpcodeInfo row, ImmutableArray<Part> parts)
    {
        Row = row;
        Parts = parts;
    }

    /// <summary>All templates: llvm-objdump's and, where it differs, the kernel's, in the order of the table.</summary>
    public static ImmutableArray<ListingTemplate> All { get; } = BuildAll();

    /// <summary>The row it belongs to.</summary>
    public OpcodeInfo Row { get; }

    /// <summary>The pieces in order.</summary>
    public ImmutableArray<Part> Parts { get; }

    /// <summary>Cuts a row's listing.</summary>
    public static ListingTemplate Of(OpcodeInfo row, ListingSyntax syntax) =>
        new(row, Cut(syntax == ListingSyntax.Kernel ? row.KernelListing ?? row.Listing : row.Listing));

    private static ImmutableArray<ListingTemplate> BuildAll()
    {
        ImmutableArray<ListingTemplate>.Builder all = ImmutableArray.CreateBuilder<ListingTemplate>();
        foreach (OpcodeInfo row in Opcodes.All)
        {
            all.Add(Of(row, ListingSyntax.Llvm));
            if (row.KernelListing is not null)
                all.Add(Of(row, ListingSyntax.Kernel));
        }

        return all.ToImmutable();
    }

    private static ImmutableArray<Part> Cut(string listing)
    {
        ImmutableArray<Part>.Builder parts = ImmutableArray.CreateBuilder<Part>();
        int at = 0;
        while (at < listing.Length)
        {
            int open = listing.IndexOf('{', at);
            if (open != at)
                parts.Add(new Part(ListingHole.None, open < 0 ? listing[at..] : listing[at..open]));
            if (open < 0)
                break;
            int close = listing.IndexOf('}', open);
            parts.Add(new Part(Holes[listing[(open + 1)..close]], ""));
            at = close + 1;
        }

        return parts.ToImmutable();
    }

    /// <summary>A hole, or literal text.</summary>
    public readonly record struct Part(ListingHole Hole, string Text)
    {
        /// <summary>The text in tokens.</summary>
        public ImmutableArray<string> Tokens { get; } = ListingTokens.Split(Text);
    }
}
