using Bpf.Core.Explain;
using Bpf.Verifier;

namespace Bpf.Verdicts;

/// <summary>Counts agreements and disagreements.</summary>
internal sealed class Tally
{
    private const int CountedFrom = 100;
    private readonly Dictionary<string, int> unknownFeatures = [];
    private readonly Dictionary<RejectionReason, (int Looked, int Shown)> runs = [];
    private int programs;
    private int denied;
    private int deniedOtherwise;
    private int agree;
    private int falseRejects;
    private int unknown;
    private int counted;
    private int close;
    private int overTwice;
    private int sameMessage;
    private int rejects;
    private long processed;
    private TimeSpan time;

    public int FalseAccepts { get; private set; }

    public bool LastMessageDiffers { get; private set; }

    public bool LastCountDiffers { get; private set; }

    /// <summary>Adds one program; returns what the comparison came out as.</summary>
    public string Add(Answer answer, VerificationResult result, TimeSpan elapsed)
    {
        time += elapsed;
        if (answer.Verdict == "denied")
        {
            denied++;
            bool refused = result.Verdict == Verdict.Reject && result.Rejection!.KernelMessage.Length == 0;
            deniedOtherwise += refused ? 0 : 1;
            FalseAccepts += result.Verdict == Verdict.Accept ? 1 : 0;
            LastMessageDiffers = LastCountDiffers = false;
            return refused ? "agree" : "denied";
        }

        programs++;
        processed += result.ProcessedInstructions;
        LastMessageDiffers = LastCountDiffers = false;
        if (result.Verdict == Verdict.Unknown)
        {
            unknown++;
            string feature = result.UnknownFeature ?? "";
            unknownFeatures[feature] = unknownFeatures.GetValueOrDefault(feature) + 1;
            return "unknown";
        }

        bool accepts = answer.Verdict == "accept";
        if (accepts != (result.Verdict == Verdict.Accept))
        {
            FalseAccepts += accepts ? 0 : 1;
            falseRejects += accepts ? 1 : 0;
            return accepts ? "false-reject" : "false-accept";
        }

        agree++;
        if (accepts)
        {
            CompareCounts(answer, result);
        }
        else
        {
            rejects++;
            LastMessageDiffers = result.Rejection!.KernelMessage != answer.LastLine;
            sameMessage += LastMessageDiffers ? 0 : 1;
        }

        return "agree";
    }

    /// <summary>Adds a search for a run that shows a rejection.</summary>
    public void AddRun(RejectionReason reason, bool found)
    {
        (int looked, int shown) = runs.GetValueOrDefault(reason);
        runs[reason] = (looked + 1, shown + (found ? 1 : 0));
    }

    /// <summary>Prints the figures; the last line begins with a title.</summary>
    public void Print(string title)
    {
        foreach ((RejectionReason reason, (int looked, int shown)) in runs.OrderByDescending(pair => pair.Value.Looked))
        {
            Console.WriteLine($"{reason}: shown by a run {shown} of {looked}");
        }

        foreach ((string feature, int count) in unknownFeatures.OrderByDescending(pair => pair.Value).Take(40))
        {
            Console.WriteLine($"{count,6}  {feature}");
        }

        Console.WriteLine($"messages equal: {Percent(sameMessage, rejects)} of {rejects} rejections; counts over twice the kernel's: {overTwice}");
        if (denied > 0)
        {
            Console.WriteLine($"not even verified: {denied}, otherwise here {deniedOtherwise}");
        }

        Console.WriteLine($"processed {processed} instructions in {time.TotalSeconds:F2} s");
        Console.WriteLine(
            $"{title} programs {programs}, agree {Percent(agree, programs)}, false accepts {FalseAccepts}, false rejects {falseRejects}, "
            + $"unknown {unknown}, counts within 5%: {Percent(close, counted)} of {counted}");
    }

    private void CompareCounts(Answer answer, VerificationResult result)
    {
        LastCountDiffers = answer.Instructions != result.ProcessedInstructions;
        if (answer.Instructions < CountedFrom)
        {
            return;
        }

        counted++;
        close += Math.Abs(result.ProcessedInstructions - answer.Instructions) <= answer.Instructions * 0.05 ? 1 : 0;
        overTwice += result.ProcessedInstructions > answer.Instructions * 2 ? 1 : 0;
    }

    private static string Percent(int part, int whole) => whole == 0 ? "-" : $"{100.0 * part / whole:F1}%";
}
