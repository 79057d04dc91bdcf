using System.Buffers.Binary;

namespace Repro.Bench.Trust;

/// <summary>One way to damage a file; the same random numbers damage it in the same way.</summary>
/// <param name="Apply">Takes a file that has a byte, and another one of the kind; returns a new one.</param>
internal sealed record Mutation(string Name, Func<byte[], byte[], Random, byte[]> Apply)
{
    /// <summary>The one whose results no reader of a format with an end may take.</summary>
    internal const string Truncation = "truncated";

    internal static IReadOnlyList<Mutation> All { get; } =
    [
        new("bits flipped", (file, _, random) => Hits(file, random, b => (byte)(b ^ 1 << random.Next(8)))),
        new("bytes at random", (file, _, random) => Hits(file, random, _ => (byte)random.Next(256))),
        new("bytes at their limits", (file, _, random) =>
            Hits(file, random, _ => Pick<byte>(random, 0, 1, 0x7F, 0x80, 0xFE, 0xFF))),
        new("16-bit number", (file, _, random) => Number(file, random, 2)),
        new("32-bit number", (file, _, random) => Number(file, random, 4)),
        new("64-bit number", (file, _, random) => Number(file, random, 8)),
        new(Truncation, (file, _, random) => file[..random.Next(file.Length)]),
        new("part dropped", (file, _, random) => Again(file, random, times: 0)),
        new("part doubled", (file, _, random) => Again(file, random, times: 2)),
        new("part zero", (file, _, random) => Fill(file, random, Array.Clear)),
        new("part at random", (file, _, random) => Fill(file, random, random.NextBytes)),
        new("bytes inserted", (file, _, random) => Insert(file, random)),
        new("number in text", (file, _, random) => Digits(file, random)),
        new("spliced with another", (file, other, random) =>
            [.. file[..random.Next(file.Length)], .. other[random.Next(other.Length)..]]),
    ];

    private static byte[] Hits(byte[] file, Random random, Func<byte, byte> hit)
    {
        var result = (byte[])file.Clone();
        for (var left = random.Next(1, 9); left > 0; left--)
        {
            var at = Place(file, random);
            result[at] = hit(result[at]);
        }
        return result;
    }

    private static byte[] Number(byte[] file, Random random, int bytes)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number,
            Pick(random, 0L, 1, -1, long.MinValue, long.MaxValue, int.MaxValue, random.Next(1 << 20)));
        var value = number[^bytes..];
        if (random.Next(2) == 0) Array.Reverse(value);
        var result = (byte[])file.Clone();
        var at = Place(file, random);
        value.AsSpan(0, Math.Min(bytes, file.Length - at)).CopyTo(result.AsSpan(at));
        return result;
    }

    private static byte[] Again(byte[] file, Random random, int times)
    {
        var (at, length) = Span(file, random);
        return [.. file[..at], .. Enumerable.Repeat(file[at..(at + length)], times).SelectMany(part => part),
            .. file[(at + length)..]];
    }

    private static byte[] Fill(byte[] file, Random random, Action<byte[]> fill)
    {
        var (at, length) = Span(file, random);
        var part = file[at..(at + length)];
        fill(part);
        return [.. file[..at], .. part, .. file[(at + length)..]];
    }

    private static byte[] Insert(byte[] file, Random random)
    {
        var (at, more) = (Place(file, random), new byte[random.Next(1, 64)]);
        if (random.Next(2) == 0) random.NextBytes(more);
        else Array.Fill(more, Pick<byte>(random, 0, (byte)' ', (byte)'\n', 0xFF));
        return [.. file[..at], .. more, .. file[at..]];
    }

    /// <summary>Another number in the place of some digits; in a file without digits, somewhere.</summary>
    private static byte[] Digits(byte[] file, Random random)
    {
        var at = Place(file, random);
        var digits = file.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        var from = at + Math.Max(0, digits);
        var to = from;
        while (to < file.Length && file[to] is >= (byte)'0' and <= (byte)'9') to++;
        var number = Pick(random, "", "-1", "0", "2147483648", "99999999999999999999", "1e999", "NaN", "0,5", "٣");
        return [.. file[..from], .. System.Text.Encoding.UTF8.GetBytes(number), .. file[to..]];
    }

    /// <summary>Every other time within the first 256 bytes, where most formats say what follows.</summary>
    private static int Place(byte[] file, Random random) =>
        random.Next(random.Next(2) == 0 ? Math.Min(256, file.Length) : file.Length);

    private static (int At, int Length) Span(byte[] file, Random random)
    {
        var at = Place(file, random);
        return (at, random.Next(1, Math.Min(file.Length - at, 1 + file.Length / 4) + 1));
    }

    private static T Pick<T>(Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
