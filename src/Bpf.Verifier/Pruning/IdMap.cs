namespace Bpf.Verifier.Pruning;

/// <summary>Which ids of a remembered state stand for which of the current one: the pairing must be one to one.</summary>
internal sealed class IdMap
{
    // Every register and slot of every frame may carry two ids.
    private const int Capacity = 1024;
    private readonly int[] olds = new int[Capacity];
    private readonly int[] news = new int[Capacity];
    private int count;
    private int temporary;

    /// <summary>Starts a comparison; temporary ids begin after all used ones.</summary>
    public void Reset(int lastId)
    {
        count = 0;
        temporary = lastId;
    }

    /// <summary>True where the two may stand for each other; having none only matches having none.</summary>
    public bool Match(int old, int cur)
    {
        if (old == 0 || cur == 0)
        {
            return old == cur;
        }

        for (int i = 0; i < count; i++)
        {
            if (olds[i] == old)
            {
                return news[i] == cur;
            }

            if (news[i] == cur)
            {
                return false;
            }
        }

        if (count == Capacity)
        {
            return false;
        }

        olds[count] = old;
        news[count++] = cur;
        return true;
    }

    /// <summary>As <see cref="Match"/>, where having no id is an id of its own.</summary>
    public bool MatchScalar(int old, int cur) =>
        Match(old != 0 ? old : ++temporary, cur != 0 ? cur : ++temporary);
}
