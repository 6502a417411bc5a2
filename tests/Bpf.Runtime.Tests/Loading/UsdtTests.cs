using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Bpf.Core.Link;

namespace Bpf.Runtime.Tests.Loading;

/// <summary>What programs are told of marked places.</summary>
public sealed class UsdtTests
{
    [Theory]
    [InlineData("-4@%eax", UsdtSpec.Register, 0, 80, 1, 32)]
    [InlineData("8@%r12", UsdtSpec.Register, 0, 24, 0, 0)]
    [InlineData("1@%sil", UsdtSpec.Register, 0, 104, 0, 56)]
    [InlineData("-2@-16(%rbp)", UsdtSpec.Memory, -16, 32, 1, 48)]
    [InlineData("8@(%rsp)", UsdtSpec.Memory, 0, 152, 0, 0)]
    [InlineData("4@$5", UsdtSpec.Constant, 5, 0, 0, 32)]
    [InlineData("8@$18446744073709551615", UsdtSpec.Constant, -1, 0, 0, 0)]
    public void An_operand_of_x64_is_understood(string operand, int kind, long value, int register, int signed, int shift)
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "operands are those of the machine that the test runs on");
        byte[] element = UsdtArguments.Describe(operand);
        Assert.Equal(1, BinaryPrimitives.ReadInt16LittleEndian(element.AsSpan(UsdtSpec.CountOffset)));
        Assert.Equal(
            (kind, value, register, signed, shift),
            (element[UsdtSpec.KindOffset], BinaryPrimitives.ReadInt64LittleEndian(element),
                BinaryPrimitives.ReadInt16LittleEndian(element.AsSpan(UsdtSpec.RegisterOffset)), element[UsdtSpec.SignedOffset], element[UsdtSpec.ShiftOffset]));
    }

    [Theory]
    [InlineData("8@name(%rip)")]
    [InlineData("8@8(%rax,%rbx,4)")]
    [InlineData("8@%xmm0")]
    [InlineData("4f@%eax")]
    [InlineData("3@%eax")]
    [InlineData("8@")]
    [InlineData("@")]
    [InlineData("%eax")]
    public void An_operand_that_is_not_known_can_not_be_read(string operand) =>
        Assert.Equal(UsdtSpec.Unknown, UsdtArguments.Describe(operand)[UsdtSpec.KindOffset]);

    [Fact]
    public void There_are_as_many_arguments_as_operands()
    {
        Assert.Equal(3, UsdtArguments.Describe("8@$1  4@$2 -1@$3 ")[UsdtSpec.CountOffset]);
        Assert.Equal(0, UsdtArguments.Describe("")[UsdtSpec.CountOffset]);
        Assert.Contains("more than 12", Assert.Throws<BpfException>(() => UsdtArguments.Describe(string.Join(' ', Enumerable.Repeat("8@$1", 13)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_used_again_and_run_out()
    {
        UsdtNumbers numbers = new();
        for (uint i = 0; i < UsdtSpec.MostPlaces; i++)
            Assert.Equal(i, numbers.Take());
        Assert.Contains("the most there can be", Assert.Throws<BpfException>(() => numbers.Take()).Message, StringComparison.Ordinal);
        numbers.Return(7);
        Assert.Equal(7u, numbers.Take());
    }
}
