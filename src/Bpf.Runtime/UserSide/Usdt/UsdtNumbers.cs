using System.Collections.Generic;
using System.Threading;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>The numbers of an object's marked places that are in use.</summary>
internal sealed class UsdtNumbers
{
    private readonly Lock gate = new();
    private readonly Stack<uint> free = new();
    private uint next;

    /// <summary>A number that nothing uses.</summary>
    /// <exception cref="BpfException">All are in use.</exception>
    public uint Take()
    {
        lock (gate)
        {
            if (free.TryPop(out uint number))
                return number;
            return next < UsdtSpec.MostPlaces ? next++ : throw new BpfException($"The object's programs are attached to {UsdtSpec.MostPlaces} marked places, the most there can be.");
        }
    }

    /// <summary>Gives a number back.</summary>
    public void Return(uint number)
    {
        lock (gate)
        {
            free.Push(number);
        }
    }
}
