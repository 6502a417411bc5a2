using System;
using System.Buffers;
using System.Buffers.Text;

namespace Bpf;

/// <summary>The object that the build embedded.</summary>
public static class BpfImage
{
    /// <summary>Decodes the object that generated code carries.</summary>
    /// <param name="base64">Base64 of the ELF file, as UTF-8; empty where the build embedded none.</param>
    /// <param name="name">The class, for the message.</param>
    /// <exception cref="BpfException">There is none: the build refused it, or did not run the generator.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> base64, string name)
    {
        if (base64.IsEmpty)
            throw new BpfException(
                $"{name} has no compiled object. The build reported an error for it (BPF0001 or above), or ran without the Bpf generator.");
        byte[] image = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        OperationStatus status = Base64.DecodeFromUtf8(base64, image, out _, out int written);
        return status == OperationStatus.Done ? image[..written] : throw new BpfException($"The compiled object of {name} is damaged.");
    }
}
