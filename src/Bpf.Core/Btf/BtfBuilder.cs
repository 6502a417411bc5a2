using System;
using System.Collections.Generic;

namespace Bpf.Core.Btf;

/// <summary>
/// Builds BTF type information. Every <c>Add</c> returns a type id, the same one for equal types: names and ids are unique, so two
/// types are equal where their records are. Recursive structs are declared first and completed once their members are known.
/// </summary>
/// <remarks>
/// Ids are valid BTF ids from 1 up; 0 is <c>void</c>. Names are written as given: <see cref="SymbolNames"/> makes names the kernel
/// takes out of C# ones. Source: include/uapi/linux/btf.h, Documentation/bpf/btf.rst.
/// </remarks>
public sealed partial class BtfBuilder
{
    private readonly List<BtfRecord> _types;
    private readonly Dictionary<BtfRecord, int> _ids;
    private readonly StringTable _strings;

    /// <summary>Starts without types.</summary>
    public BtfBuilder()
    {
        _types = [];
        _ids = [];
        _strings = new();
    }

    private BtfBuilder(BtfBuilder other)
    {
        _types = [.. other._types];
        _ids = new(other._ids);
        _strings = other._strings.Clone();
    }

    /// <summary>The number of types, <c>void</c> not counted; the greatest id.</summary>
    public int Count => _types.Count;

    /// <summary>A copy that grows on its own: ids given so far mean the same in both.</summary>
    public BtfBuilder Clone() => new(this);

    /// <summary>Adds a string that no type names: a file name or a line of source.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its offset in the string section.</returns>
    public int AddString(string text) => _strings.Add(text);

    /// <summary>Adds an integer type.</summary>
    /// <param name="name">Its name, as C has it (<c>unsigned int</c>) or C#.</param>
    /// <param name="size">1, 2, 4, 8 or 16 bytes.</param>
    /// <param name="encoding">How to read it.</param>
    /// <returns>The type's id.</returns>
    public int AddInt(string name, int size, BtfIntEncoding encoding = BtfIntEncoding.None)
    {
        if (size is not (1 or 2 or 4 or 8 or 16)) throw new ArgumentOutOfRangeException(nameof(size));
        return Add(BtfKind.Int, name, 0, false, size, (uint)encoding << 24 | (uint)(size * 8));
    }

    /// <summary>Adds a floating-point type (5.13).</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">2, 4, 8, 12 or 16 bytes.</param>
    /// <returns>The type's id.</returns>
    public int AddFloat(string name, int size)
    {
        if (size is not (2 or 4 or 8 or 12 or 16)) throw new ArgumentOutOfRangeException(nameof(size));
        return Add(BtfKind.Float, name, 0, false, size);
    }

    /// <summary>Adds a pointer type.</summary>
    /// <param name="typeId">What it points to; 0 for <c>void *</c>.</param>
    /// <returns>The type's id.</returns>
    public int AddPtr(int typeId) => AddReference(BtfKind.Ptr, "", typeId);

    /// <summary>Adds an array type, indexed by the customary 32-bit <c>__ARRAY_SIZE_TYPE__</c>.</summary>
    /// <param name="elementTypeId">The element's type.</param>
    /// <param name="count">The number of elements.</param>
    /// <returns>The type's id.</returns>
    public int AddArray(int elementTypeId, int count) => AddArray(elementTypeId, count, AddInt("__ARRAY_SIZE_TYPE__", 4));

    /// <summary>Adds an array type.</summary>
    /// <param name="elementTypeId">The element's type.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="indexTypeId">The type of an index; an integer.</param>
    /// <returns>The type's id.</returns>
    public int AddArray(int elementTypeId, int count, int indexTypeId)
    {
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count));
        return Add(BtfKind.Array, "", 0, false, 0, (uint)Checked(elementTypeId), (uint)Checked(indexTypeId), (uint)count);
    }

    /// <summary>Adds a typedef.</summary>
    /// <param name="name">The new name.</param>
    /// <param name="typeId">The type named.</param>
    /// <returns>The type's id.</returns>
    public int AddTypedef(string name, int typeId) => AddReference(BtfKind.Typedef, name, typeId);

    /// <summary>Adds a <c>const</c> form of a type.</summary>
    /// <param name="typeId">The type.</param>
    /// <returns>The type's id.</returns>
    public int AddConst(int typeId) => AddReference(BtfKind.Const, "", typeId);

    /// <summary>Adds a <c>volatile</c> form of a type.</summary>
    /// <param name="typeId">The type.</param>
    /// <returns>The type's id.</returns>
    public int AddVolatile(int typeId) => AddReference(BtfKind.Volatile, "", typeId);

    /// <summary>Adds a <c>restrict</c> form of a pointer type.</summary>
    /// <param name="typeId">The type.</param>
    /// <returns>The type's id.</returns>
    public int AddRestrict(int typeId) => AddReference(BtfKind.Restrict, "", typeId);

    /// <summary>Adds a form of a type that carries a tag, <c>btf_type_tag</c> (5.17).</summary>
    /// <param name="value">The tag.</param>
    /// <param name="typeId">The type.</param>
    /// <returns>The type's id.</returns>
    public int AddTypeTag(string value, int typeId) => AddReference(BtfKind.TypeTag, value, typeId);

    /// <summary>Tags a declaration, <c>btf_decl_tag</c> (5.16).</summary>
    /// <param name="value">The tag.</param>
    /// <param name="typeId">A struct, union, typedef, function or variable.</param>
    /// <param name="componentIndex">The member or parameter tagged; -1 for the whole.</param>
    /// <returns>The tag's id.</returns>
    public int AddDeclTag(string value, int typeId, int componentIndex = -1) =>
        Add(BtfKind.DeclTag, value, 0, false, Checked(typeId), (uint)componentIndex);

    /// <summary>Adds a function's prototype.</summary>
    /// <param name="returnTypeId">What it returns; 0 for <c>void</c>.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <returns>The type's id.</returns>
    public int AddFuncProto(int returnTypeId, IReadOnlyList<BtfParameter> parameters)
    {
        uint[] extra = new uint[2 * parameters.Count];
        for (int i = 0; i < parameters.Count; i++)
        {
            extra[2 * i] = (uint)_strings.Add(parameters[i].Name);
            extra[2 * i + 1] = (uint)Checked(parameters[i].TypeId);
        }

        return Add(BtfKind.FuncProto, "", parameters.Count, false, Checked(returnTypeId), extra);
    }

    /// <summary>Adds a function.</summary>
    /// <param name="name">Its symbol.</param>
    /// <param name="protoTypeId">Its prototype.</param>
    /// <param name="linkage">Its linkage.</param>
    /// <returns>The function's id, for <c>func_info</c>.</returns>
    public int AddFunc(string name, int protoTypeId, BtfLinkage linkage) =>
        Add(BtfKind.Func, name, (int)linkage, false, Checked(protoTypeId));

    /// <summary>Adds a global variable.</summary>
    /// <param name="name">Its symbol.</param>
    /// <param name="typeId">Its type.</param>
    /// <param name="linkage">Its linkage.</param>
    /// <returns>The variable's id, for a section.</returns>
    public int AddVar(string name, int typeId, BtfLinkage linkage) =>
        Add(BtfKind.Var, name, 0, false, Checked(typeId), (uint)linkage);

    /// <summary>Adds a section of variables.</summary>
    /// <param name="name">The ELF section's name.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="variables">What stands in it, by offset.</param>
    /// <returns>The section's id.</returns>
    public int AddDatasec(string name, int size, IReadOnlyList<BtfSectionVariable> variables)
    {
        uint[] extra = new uint[3 * variables.Count];
        for (int i = 0; i < variables.Count; i++)
        {
            extra[3 * i] = (uint)Checked(variables[i].TypeId);
            extra[3 * i + 1] = (uint)variables[i].Offset;
            extra[3 * i + 2] = (uint)variables[i].Size;
        }

        return Add(BtfKind.Datasec, name, variables.Count, false, size, extra);
    }

    /// <summary>The section's bytes: header, types, strings.</summary>
    public byte[] ToBytes()
    {
        int typesLength = 0;
        foreach (BtfRecord type in _types)
            typesLength += BtfFormat.TypeSize + 4 * type.Extra.Length;

        byte[] strings = _strings.ToBytes();
        ByteWriter writer = new(BtfFormat.HeaderSize + typesLength + strings.Length);
        BtfFormat.WriteHeader(writer, typesLength, strings.Length);
        foreach (BtfRecord type in _types)
        {
            if (!type.IsComplete) throw new InvalidOperationException("A struct was declared and never completed.");
            writer.UInt32(type.NameOffset);
            writer.UInt32(type.Info);
            writer.UInt32(type.SizeOrType);
            foreach (uint word in type.Extra)
                writer.UInt32(word);
        }

        writer.Bytes(strings);
        return writer.ToArray();
    }

    private int AddReference(BtfKind kind, string name, int typeId) => Add(kind, name, 0, false, Checked(typeId));

    private int Add(BtfKind kind, string name, int vlen, bool kindFlag, int sizeOrType, params uint[] extra)
    {
        BtfRecord record = Record(kind, name, vlen, kindFlag, sizeOrType, extra);
        if (_ids.TryGetValue(record, out int id)) return id;
        id = Append(record);
        _ids.Add(record, id);
        return id;
    }

    private BtfRecord Record(BtfKind kind, string name, int vlen, bool kindFlag, int sizeOrType, uint[] extra)
    {
        if (vlen > BtfFormat.MaxVlen)
            throw new ArgumentException($"'{name}' has {vlen} members; BTF holds {BtfFormat.MaxVlen}.", nameof(vlen));
        if (sizeOrType < 0) throw new ArgumentOutOfRangeException(nameof(sizeOrType));
        return new((uint)_strings.Add(name), BtfFormat.Info(kind, vlen, kindFlag), (uint)sizeOrType, extra);
    }

    private int Append(BtfRecord record)
    {
        _types.Add(record);
        return _types.Count;
    }

    private int Checked(int typeId) => (uint)typeId <= (uint)_types.Count
        ? typeId
        : throw new ArgumentOutOfRangeException(nameof(typeId), typeId, "No such BTF type has been added.");
}
