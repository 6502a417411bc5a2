using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Bpf.Core.Isa;

namespace Bpf.Core.Tests.Isa;

/// <summary>Our listings and bytes against LLVM's, for every row of the table that LLVM 19 knows.</summary>
public partial class LlvmTests
{
    // LLVM 19 came before load-acquire, store-release and gotox.
    private static readonly Mnemonic[] s_unknownToLlvm = [Mnemonic.LoadAcquire, Mnemonic.StoreRelease, Mnemonic.Gotox];

    // LLVM has relocations where we write pseudo sources, and numbers for all kinds of calls.
    private static readonly Mnemonic[] s_ourOwnNotation =
    [
        Mnemonic.LdMapFd, Mnemonic.LdMapValue, Mnemonic.LdBtfId, Mnemonic.LdFunc, Mnemonic.LdMapIdx, Mnemonic.LdMapIdxValue,
        Mnemonic.CallLocal, Mnemonic.CallKfunc,
    ];

    private static readonly Instruction[][] s_samples =
    [
        .. Opcodes.All
            .Where(row => !s_unknownToLlvm.Contains(row.Mnemonic) && !s_ourOwnNotation.Contains(row.Mnemonic))
            // LLVM writes and reads packet access without the constant part of an indirect offset.
            .Where(row => row.Mnemonic != Mnemonic.LdInd)
            .SelectMany(InstructionSamples.Of)
            // ...and takes no negative packet offset.
            .Where(sample => Opcodes.Find(sample[0])!.Mnemonic != Mnemonic.LdAbs || sample[0].Imm >= 0),
    ];

    [Fact]
    public void Clang_assembles_our_listing_to_our_bytes()
    {
        SkipWithoutLlvm();
        // Its assembler takes 16 bits of distance even for gotol.
        Instruction[][] samples = [.. s_samples.Where(sample =>
            sample[0].Opcode != Opcode.Jmp32Ja || sample[0].Imm is >= short.MinValue and <= short.MaxValue)];
        string text = string.Concat(samples.Select(sample => Disassembler.Disassemble(sample, 0) + "\n"));
        Assert.Equal(samples.SelectMany(sample => sample), InstructionCodec.DecodeAll(AssembleWithClang(text)).AsEnumerable());
    }

    [Fact]
    public void Llvm_objdump_lists_our_bytes_as_we_do()
    {
        SkipWithoutLlvm();
        string bytes = string.Concat(InstructionCodec.Encode([.. s_samples.SelectMany(sample => sample)])
            .Select(value => string.Create(CultureInfo.InvariantCulture, $".byte {value}\n")));
        using TemporaryFolder folder = new();
        Run("clang-19", bytes, "-target", "bpf", "-mcpu=v4", "-x", "assembler", "-c", "-", "-o", folder.File("o"));
        string[] theirs =
        [
            .. Run("llvm-objdump-19", "", "-d", "--no-print-imm-hex", "--no-show-raw-insn", "--mcpu=v4", folder.File("o")).Split('\n')
                .Where(line => ListingLine().IsMatch(line))
                .Select(line => Normalize(line[(line.IndexOf(':') + 1)..])),
        ];
        Assert.Equal(s_samples.Select(sample => Normalize(Disassembler.Disassemble(sample, 0))), theirs);
    }

    // objdump adds symbols to jumps, and names narrow loads' and stores' registers w.
    private static string Normalize(string listing)
    {
        string text = SymbolSuffix().Replace(listing.Trim(), "");
        text = NarrowLoad().Replace(text, "r$1 = *($2 *)");
        return NarrowStore().Replace(text, "$1 = r$2");
    }

    private static byte[] AssembleWithClang(string text)
    {
        using TemporaryFolder folder = new();
        Run("clang-19", text, "-target", "bpf", "-mcpu=v4", "-x", "assembler", "-c", "-", "-o", folder.File("o"));
        Run("llvm-objcopy-19", "", "--dump-section", ".text=" + folder.File("text"), folder.File("o"));
        return File.ReadAllBytes(folder.File("text"));
    }

    private static void SkipWithoutLlvm() =>
        Assert.SkipUnless(File.Exists("/usr/bin/clang-19") && File.Exists("/usr/bin/llvm-objdump-19"), "clang-19 and LLVM's tools are not installed");

    private static string Run(string tool, string input, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{tool}: {errors.Result}");
        return output.Result;
    }

    [GeneratedRegex("^ +[0-9]+:\t")]
    private static partial Regex ListingLine();

    [GeneratedRegex(@" <\S*>$")]
    private static partial Regex SymbolSuffix();

    [GeneratedRegex(@"^w([0-9]+) = \*\((u8|u16|u32) \*\)")]
    private static partial Regex NarrowLoad();

    [GeneratedRegex(@"^(\*\(u(?:8|16|32) \*\)\(.*\)) = w([0-9]+)$")]
    private static partial Regex NarrowStore();

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bpf-isa-");

        public string File(string name) => Path.Combine(_folder.FullName, name);

        public void Dispose() => _folder.Delete(true);
    }
}
