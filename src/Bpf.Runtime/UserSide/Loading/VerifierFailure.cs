using System;
using System.Text;
using Bpf.Core.Explain;
using Bpf.Core.Link;

namespace Bpf;

/// <summary>Makes an exception of the verifier's log.</summary>
internal static class VerifierFailure
{
    public static BpfVerifierException Explain(LoadRequest request, ObjectImage image, int errno, string log)
    {
        StringBuilder message = new();
        message.Append("The kernel's verifier refused program '").Append(request.Name).Append('\'');
        Rejection? rejection = VerifierLogParser.Parse(log);
        BpfDiagnostic? diagnostic = null;
        if (rejection == null)
        {
            message.AppendLine(".");
        }
        else
        {
            ProgramSource source = new(request, image.File);
            diagnostic = request.Unresolved.TryGetValue(rejection.InstructionOffset, out string? missing)
                ? BpfDiagnostic.Create(Rules.KernelTypeMissing.Id, source.Locate(rejection.InstructionOffset), missing, "the kernel it is loaded into")
                : RejectionExplainer.Explain(rejection, $"Linux {Environment.OSVersion.Version.ToString(2)}", source.Locate);
            message.Append(": ").AppendLine(rejection.KernelMessage).AppendLine(diagnostic.ToString());
        }

        message.AppendLine("The end of its log:").Append(Tail(log));
        return new BpfVerifierException(message.ToString(), errno, request.Name, diagnostic, rejection, log);
    }

    private static string Tail(string log)
    {
        const int mostLines = 16;
        string[] lines = log.TrimEnd().Split('\n');
        return string.Join(Environment.NewLine, lines[^int.Min(mostLines, lines.Length)..]);
    }
}
