using System.Collections.Generic;

namespace Bpf.Frontend.Declarations;

/// <summary>Gives out places in the global sections, in order of asking, aligned.</summary>
internal sealed class SectionAllocator
{
    private readonly Dictionary<string, int> _ends = [];

    /// <summary>A place of that size and alignment.</summary>
    public int Allocate(string section, int size, int alignment)
    {
        int offset = (SizeOf(section) + alignment - 1) / alignment * alignment;
        _ends[section] = offset + size;
        return offset;
    }

    /// <summary>Bytes given out so far.</summary>
    public int SizeOf(string section) => _ends.TryGetValue(section, out int end) ? end : 0;
}
