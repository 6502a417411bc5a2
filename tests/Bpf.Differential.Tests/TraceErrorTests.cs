namespace Bpf.Differential.Tests;

/// <summary>What the C# compiler and the build say where a message or a name is wrong.</summary>
public class TraceErrorTests
{
    [Theory]
    [InlineData("bool b = ctx.Length > 3; Trace.Print($\"{b}\");")]
    [InlineData("Trace.Print($\"a {XdpAction.Pass} b {ctx.Length}\");")]
    [InlineData("Trace.Print($\"{1.5 * ctx.Length,5}\");")]
    public void What_a_message_does_not_take_is_named_with_what_to_write(string body)
    {
        string message = Assert.Throws<InvalidOperationException>(
            () => SourceObject.Compile("[Xdp] static XdpAction F(XdpContext ctx) { " + body + " return XdpAction.Pass; }")).Message;
        Assert.Contains("CS0619", message);
        Assert.Contains("an enum as {(int)value}", message);
        Assert.DoesNotContain("\n", message);
    }
}
