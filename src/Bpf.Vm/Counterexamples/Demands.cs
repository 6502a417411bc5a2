using System.Collections.Generic;
using System.Linq;

namespace Bpf.Vm.Counterexamples;

/// <summary>All that a path demands of its inputs, and a search for inputs that meet it: local, so that it may fail where there are some.</summary>
internal sealed class Demands
{
    private const int Rounds = 8;

    private readonly List<Demand> _all = [];

    /// <summary>Demands something more.</summary>
    public void Add(Demand demand)
    {
        if (demand.Left.IsInput || demand.Right.IsInput) _all.Add(demand);
    }

    /// <summary>Changes inputs until all is met, or it seems in vain. What asks for one number comes first: others leave more room.</summary>
    public bool Meet(Assignment inputs, bool far)
    {
        for (int round = 0; round < Rounds; round++)
        {
            bool all = true;
            foreach (Demand demand in _all.Where(demand => demand.IsExact).Concat(_all.Where(demand => !demand.IsExact)))
                all &= demand.IsMet(inputs) || demand.Meet(inputs, far);
            if (all && _all.TrueForAll(demand => demand.IsMet(inputs))) return true;
        }

        return false;
    }
}
