namespace Bpf.Core.Tests;

/// <summary>The rule of docs/decisions/name-mangling.md.</summary>
public sealed class SymbolNamesTests
{
    [Theory]
    [InlineData("OnEnter", "OnEnter")]
    [InlineData("target_pid", "target_pid")]
    [InlineData("_field", "_field")]
    [InlineData("trailing_", "trailing_")]
    [InlineData("a__b", "a__0_b")]
    [InlineData("Größe", "Gr__x00f6__x00dfe")]
    [InlineData("Net.Flow+Key", "Net__dFlow__nKey")]
    [InlineData("Map`2[int,long]", "Map__b2__sint__clong__y")]
    [InlineData("Events.lost", "Events__dlost")]
    [InlineData("a_.b", "a__0__db")]
    [InlineData("1st", "__x0031st")]
    public void Names_become_symbols_and_back(string name, string symbol)
    {
        Assert.Equal(symbol, SymbolNames.Mangle(name));
        Assert.Equal(name, SymbolNames.Demangle(symbol));
    }

    [Fact]
    public void Any_name_comes_back_from_a_symbol_the_kernel_takes()
    {
        Random random = new(1);
        const string Alphabet = "aZ09__..+<é`\u4e2d ";
        for (int i = 0; i < 20_000; i++)
        {
            string name = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            string symbol = SymbolNames.Mangle(name);
            Assert.Matches("^[A-Za-z_][A-Za-z0-9_]*$", symbol);
            Assert.DoesNotContain("___", symbol);
            Assert.Equal(name, SymbolNames.Demangle(symbol));
        }
    }

    [Theory]
    [InlineData("a__")]
    [InlineData("a__z")]
    [InlineData("a__x12")]
    [InlineData("a__xzzzz")]
    public void Symbols_that_no_name_has_are_refused(string symbol) =>
        Assert.Throws<BpfFormatException>(() => SymbolNames.Demangle(symbol));
}
