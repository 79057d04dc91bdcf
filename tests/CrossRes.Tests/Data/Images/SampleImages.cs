using System.Security.Cryptography;
using CrossRes.Data.Images;

namespace CrossRes.Tests.Data.Images;

/// <summary>Small drawn images in many encodings, and what Pillow 9.4 makes of them (Samples/README.md).</summary>
internal static class SampleImages
{
    internal static string Folder { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "Images", "Samples");

    internal static string Path(string name) => System.IO.Path.Combine(Folder, name);

    internal static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    /// <summary>Lines of pillow.txt, split at spaces, that a predicate takes.</summary>
    internal static IEnumerable<string[]> Pillow(Func<string, bool> takes) => File.ReadLines(Path("pillow.txt")).Where(takes).Select(l => l.Split(' '));

    /// <summary>As pillow.txt writes it.</summary>
    internal static string[] Fingerprint(Picture picture) =>
        [$"{picture.Width}x{picture.Height}", Convert.ToHexStringLower(SHA256.HashData(picture.Pixels))];
}
