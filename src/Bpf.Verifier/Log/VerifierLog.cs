// Rests on: the kernel's logs.
using System.Text;

namespace Bpf.Verifier.Log;

/// <summary>The log in the kernel's style; writes nothing where its level is 0.</summary>
internal sealed class VerifierLog(int level)
{
    private readonly StringBuilder text = new();

    /// <summary>0: none; 1: instructions; 2: states too.</summary>
    public int Level => level;

    public void Line(string line)
    {
        if (level > 0)
        {
            text.Append(line).Append('\n');
        }
    }

    /// <summary>A branch put aside is taken up.</summary>
    public void Branch(int from, int to)
    {
        if (level > 0)
        {
            text.Append('\n').Append("from ").Append(from).Append(" to ").Append(to).Append(":\n");
        }
    }

    public override string ToString() => text.ToString();
}
