using System.Text;
using FsCheck.Fluent;
using FsCheck;
using CSharpKernel.Jupyter;
using Xunit;

namespace CSharpKernel.Tests.Jupyter;

public sealed class WireTests
{
    private static readonly Message Sent = new Message([[1]], [], [], [], []).Reply("kernel_info_request", "s", new() { ["text"] = "é😀" });

    [Fact]
    public void What_is_sent_is_received()
    {
        var received = new Wire("key").FromFrames(new Wire("key").ToFrames(Sent));
        Assert.Equal((Sent.Header.ToJsonString(), Sent.Content.ToJsonString()), (received.Header.ToJsonString(), received.Content.ToJsonString()));
        Assert.Equal([1], Assert.Single(received.Identities));
        Assert.Equal("kernel_info_request", new Wire("").FromFrames(new Wire("").ToFrames(Sent)).Type);
    }

    [Fact]
    public void Another_key_a_changed_part_and_a_repetition_are_refused()
    {
        var frames = new Wire("key").ToFrames(Sent);
        Refused("signature", new Wire("other").FromFrames, frames);
        Refused("signature", new Wire("key").FromFrames, [.. frames.SkipLast(1), "{}"u8.ToArray()]);
        Refused("signature", new Wire("key").FromFrames, new Wire("").ToFrames(Sent));
        var wire = new Wire("key");
        wire.FromFrames(frames);
        Refused("twice", wire.FromFrames, frames);
    }

    [Theory]
    [InlineData("{}", "msg_type")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "no JSON")]
    [InlineData("\u0000", "no JSON")]
    [InlineData("""{"msg_type":"a","msg_type":"b"}""", "no JSON")]
    public void A_malformed_header_is_refused(string header, string why) =>
        Refused(why, new Wire("").FromFrames, ["<IDS|MSG>"u8.ToArray(), [], Encoding.UTF8.GetBytes(header), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()]);

    [Fact]
    public void Text_that_is_no_unicode_is_refused_wherever_it_stands()
    {
        byte[] header = Encoding.UTF8.GetBytes("""{"msg_type":"a"}"""), none = "{}"u8.ToArray();
        foreach (var content in (byte[][])[[.. "{\"code\":\""u8, 0xFF, .. "\"}"u8], [.. "{\"a\":[{\""u8, 0xC3, .. "\":1}]}"u8], "{\"code\":\"\\ud800\"}"u8.ToArray()])
            Refused("no JSON", new Wire("").FromFrames, ["<IDS|MSG>"u8.ToArray(), [], header, none, none, content]);
    }

    [Fact]
    public void A_kernel_that_hears_nonsense_goes_on()
    {
        using var kernel = new KernelClient();
        Prop.ForAll<byte[][]>(frames => kernel.SendRaw(Channel.Shell, [.. frames.Select(f => f ?? []).DefaultIfEmpty([])])).QuickCheckThrowOnFailure();
        kernel.SendRaw(Channel.Control, [.. new Wire("wrong").ToFrames(Sent)]);
        kernel.SendRaw(Channel.Shell, [.. new Wire(kernel.File.Key).ToFrames(Sent with { Content = new() { ["code"] = 7 } })]);
        foreach (var type in new[] { "execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request" })
            kernel.Ask(type, new() { ["code"] = 7, ["cursor_pos"] = "x", ["n"] = -1, ["silent"] = "no" });
        Assert.Equal("2", kernel.Run("1 + 1").Result);
    }

    private static void Refused(string why, Func<IReadOnlyList<byte[]>, Message> read, IReadOnlyList<byte[]> frames) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => read(frames)).Message);
}
