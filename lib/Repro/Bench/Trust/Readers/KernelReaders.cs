using System.Buffers.Binary;
using System.Text;
using CSharpKernel.Jupyter;

namespace Repro.Bench.Trust.Readers;

/// <summary>Messages of Jupyter's protocol as they come from the wire: frames, each behind its length.</summary>
internal static class KernelReaders
{
    private const string Header =
        """{"msg_id":"1","session":"s","username":"u","date":"2026-11-30T"""
        + """00:00:00Z","msg_type":"execute_request","version":"5.4"}""";

    internal static MutatedReader Message { get; } = new("message", [], HasEnd: false, (file, _) => Read(file), () =>
        [Frames(), Frames("an identity")])
    {
        // has no file; the kernel logs it and goes on
        Refuses = static (thrown, _) => thrown is FormatException { Message.Length: > 0 },
    };

    private static void Read(byte[] file)
    {
        var frames = new List<byte[]>();
        var rest = file.AsSpan();
        while (rest.Length >= 4)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(rest), (uint)(rest.Length - 4));
            frames.Add(rest[4..(4 + length)].ToArray());
            rest = rest[(4 + length)..];
        }
        var message = new Wire("").FromFrames(frames);
        var answer = message.Reply("execute_reply", "s",
            new() { ["code"] = CSharpKernel.Jupyter.Message.Text(message.Content, "code") });
        new Wire("key").FromFrames(new Wire("key").ToFrames(answer)); // what was taken can be answered
    }

    private static byte[] Frames(params string[] identities)
    {
        string[] frames =
        [
            .. identities, "<IDS|MSG>", "", Header, "{}", "{}",
            """{"code":"1 + 1","silent":false,"store_history":true,"user_expressions":{},"allow_stdin":true}""",
        ];
        return [.. frames.Select(Encoding.UTF8.GetBytes).SelectMany(f =>
            (byte[])[.. BitConverter.GetBytes(f.Length), .. f])];
    }
}
