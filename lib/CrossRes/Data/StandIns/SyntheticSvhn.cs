using System.Security.Cryptography;
using CrossRes.Common;
using CrossRes.Data.Mat;
using CrossRes.Data.Sets;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Data.StandIns;

/// <summary>A stand-in for SVHN in its MAT format: ten kinds of painted shapes for the ten digits.</summary>
public static class SyntheticSvhn
{
    // kinds that differ in shape or colour, so that 8×8 pixels still tell most of them apart
    private const int Apart = 10;

    /// <summary>A folder of its own below the one of all stand-ins.</summary>
    /// <returns>That folder.</returns>
    /// <inheritdoc cref="Write"/>
    public static string Make(string parent, SyntheticOptions options)
    {
        var folder = Path.Combine(parent, $"svhn-{options.TrainPerClass}-{options.TestPerClass}-s{options.Seed}");
        Write(folder, options);
        return folder;
    }

    /// <summary>Makes the folder where it is missing; the same options give the same images.</summary>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    public static void Write(string folder, SyntheticOptions options)
    {
        if (OriginFile.Read(folder)?.Options == options)
            return;
        var sha256 = new Dictionary<string, string>
        {
            [Svhn.TrainFile] = WriteFile(Path.Combine(folder, Svhn.TrainFile), options.Seed, options.TrainPerClass),
            [Svhn.TestFile] = WriteFile(Path.Combine(folder, Svhn.TestFile), options.Seed, options.TestPerClass),
        };
        // last: without it the folder is made anew
        new OriginFile("synthetic stand-in for SVHN", "synthetic", options, sha256).Write(folder);
    }

    private static string WriteFile(string path, long seed, int perClass)
    {
        using var scope = NewDisposeScope();
        using var generator = RandomStreams.Generator(seed, $"synthetic {Path.GetFileName(path)}");
        var digits = arange(perClass * Svhn.Digits).remainder(Svhn.Digits);
        var images = SyntheticImages.Paint(digits * Apart, generator).transpose(2, 3).contiguous();
        var labels = digits.data<long>().ToArray();
        MatWriter.Save(path, new Dictionary<string, MatValue>
        {
            ["X"] = new MatNumbers([Svhn.Side, Svhn.Side, 3, labels.Length],
                Array.ConvertAll(images.bytes.ToArray(), b => (double)b)),
            ["y"] = new MatNumbers([labels.Length, 1], Array.ConvertAll(labels, d => d == 0 ? 10.0 : d)),
        });
        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }
}
