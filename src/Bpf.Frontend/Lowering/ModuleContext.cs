using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using Bpf.Compiler.Ir;
using Bpf.Frontend.Declarations;
using Bpf.Frontend.Diagnostics;
using Bpf.Frontend.Layout;
using Microsoft.CodeAnalysis;

namespace Bpf.Frontend.Lowering;

/// <summary>What the lowering of all programs of an object shares.</summary>
internal sealed class ModuleContext
{
    private const int Word = 8;

    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _functionNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _data = new(StringComparer.Ordinal);
    private readonly List<(Value Limit, int Size)> _limits = [];
    private int _rodataEnd;
    private int _zero = -1;

    public ModuleContext(
        Compilation compilation, DeclaredObject declared, TypeLayouts layouts, SourceMap sources, DiagnosticBag diagnostics,
        Module module, CancellationToken cancellation)
    {
        Compilation = compilation;
        Declared = declared;
        Layouts = layouts;
        LocalLayouts = new(compilation, ofLocals: true);
        Sources = sources;
        Diagnostics = diagnostics;
        Module = module;
        Cancellation = cancellation;
        Reported = new(declared.Refused);
        _rodataEnd = declared.RodataSize;
        foreach (DeclaredProgram program in declared.Programs)
            _functionNames.Add(Core.SymbolNames.Mangle(program.Method.Name));
    }

    public Compilation Compilation { get; }

    public DeclaredObject Declared { get; }

    /// <summary>Layouts of what kernel and user space share.</summary>
    public TypeLayouts Layouts { get; }

    /// <summary>Layouts of variables.</summary>
    public TypeLayouts LocalLayouts { get; }

    public SourceMap Sources { get; }

    public DiagnosticBag Diagnostics { get; }

    public Module Module { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>What need not be reported again where it is used.</summary>
    public ReportedSymbols Reported { get; }

    /// <summary>The files that bodies were read in.</summary>
    public HashSet<SyntaxTree> TouchedTrees { get; } = [];

    /// <summary>The methods and accessors whose bodies were read.</summary>
    public HashSet<SyntaxNode> Bodies { get; } = [];

    /// <summary>The methods that are functions of their own.</summary>
    public Dictionary<SubprogramKey, Subprogram> Subprograms { get; } = [];

    /// <summary>The methods that are global functions; null for those that cannot be, which was reported.</summary>
    public Dictionary<SubprogramKey, (Subprogram, GlobalSignature)?> GlobalFunctions { get; } = [];

    /// <summary>A symbol for a function that no other function has.</summary>
    /// <param name="csharpName">What it is named after, qualified.</param>
    public string FunctionName(string csharpName)
    {
        string name = Core.SymbolNames.Mangle(csharpName);
        string candidate = name;
        for (int i = 2; !_functionNames.Add(candidate); i++)
            candidate = name + "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return candidate;
    }

    /// <summary>Where in .rodata the elements of an array of constants stand; equal ones stand there once.</summary>
    /// <param name="bytes">The elements.</param>
    /// <param name="count">How many.</param>
    /// <param name="element">What they are.</param>
    public int DataOffset(byte[] bytes, int count, TypeLayout element)
    {
        string key = element.Type.SourceName() + ":" + Convert.ToBase64String(bytes);
        if (_data.TryGetValue(key, out int known)) return known;
        int offset = (_rodataEnd + element.Alignment - 1) / element.Alignment * element.Alignment;
        _rodataEnd = offset + bytes.Length;
        _data.Add(key, offset);
        Module.Globals.Add(new(
            "data." + _data.Count, ".rodata", offset, bytes.Length, Module.Types.AddArray(TypeBtf.Add(Module.Types, element), count), [.. bytes]));
        return offset;
    }

    /// <summary>A zero that no verifier knows for one: a variable of the object's that nothing writes.</summary>
    /// <param name="b">Where it is read.</param>
    /// <returns>An i64.</returns>
    public Value UnknownZero(FunctionBuilder b)
    {
        if (_zero < 0)
        {
            _zero = (Declared.BssSize + Word - 1) / Word * Word;
            Module.Globals.Add(new("unknown.zero", ".bss", _zero, Word, Module.Types.AddInt("u64", Word), []));
        }

        return b.Load(IrType.I64, b.GlobalAddress(".bss", _zero), 0, Word);
    }

    /// <summary>The greatest offset in .rodata that an access of some bytes may have: a constant that is known when all is lowered.</summary>
    public Value LastConstant(FunctionBuilder b, int size)
    {
        Value limit = b.I64(0);
        _limits.Add((limit, size));
        return limit;
    }

    /// <summary>Sets what was not known before all was lowered.</summary>
    public void Complete()
    {
        foreach ((Value limit, int size) in _limits)
            limit.Constant = _rodataEnd - size;
    }

    /// <summary>Where in .rodata a NUL-terminated text stands; equal texts stand there once.</summary>
    /// <param name="text">The text, without NUL.</param>
    /// <param name="length">Its bytes with the NUL.</param>
    public int TextOffset(string text, out int length)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text), 0];
        length = bytes.Length;
        if (_texts.TryGetValue(text, out int known)) return known;
        int offset = _rodataEnd;
        _rodataEnd += bytes.Length;
        _texts.Add(text, offset);
        int charType = TypeBtf.AddChar(Module.Types);
        Module.Globals.Add(new(
            "text." + _texts.Count, ".rodata", offset, bytes.Length, Module.Types.AddArray(charType, bytes.Length), [.. bytes]));
        return offset;
    }
}
