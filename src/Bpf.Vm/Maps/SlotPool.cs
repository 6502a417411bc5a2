using System.Collections.Generic;

namespace Bpf.Vm.Maps;

/// <summary>Numbers the elements of a map: hands out free slots, the one freed last first.</summary>
internal sealed class SlotPool
{
    private readonly Stack<int> _free = new();
    private readonly int _capacity;
    private int _fresh;

    /// <summary>Makes a pool with all slots free.</summary>
    /// <param name="capacity">How many there are.</param>
    public SlotPool(int capacity) => _capacity = capacity;

    /// <summary>Takes a free slot.</summary>
    /// <returns>The slot, or -1 where none is free.</returns>
    public int Take() => _free.Count != 0 ? _free.Pop() : _fresh < _capacity ? _fresh++ : -1;

    /// <summary>Gives a slot back.</summary>
    /// <param name="slot">What <see cref="Take"/> gave.</param>
    public void Return(int slot) => _free.Push(slot);
}
