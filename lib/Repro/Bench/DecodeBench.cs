using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CrossRes.Data.Images;
using CrossRes.Data.Sets;
using Repro.Bench.Whole;
using Repro.Commands;

namespace Repro.Bench;

/// <summary>
/// Decoding, cropping and resizing of image files here and with Pillow, on as many threads, to the same pixels.
/// </summary>
internal static class DecodeBench
{
    internal const string Part = "JPEG files";
    private const int Rounds = 3;

    /// <summary>Seconds here and with Pillow, each the best of some rounds.</summary>
    internal static async Task<Measurement> Compare(string folder, int images, string python, CancellationToken cancel)
    {
        var (paths, here, theirs) = await Both(folder, images, python, cancel);
        return new(Part,
            $"decode, crop and resize {paths} on {Environment.ProcessorCount} threads, beside Pillow {theirs[1]}"
            + (theirs[2] == here.Sha256 ? ", the same pixels" : ", OTHER PIXELS"), [here.Seconds], [Number(theirs[0])]);
    }

    /// <param name="folder">JPEG or PNG images, anywhere below.</param>
    /// <returns>0; 1 where the two give other pixels.</returns>
    internal static async Task<int> Run(string folder, int images, string python, TextWriter output,
        CancellationToken cancel)
    {
        var (paths, (seconds, sha256), theirs) = await Both(folder, images, python, cancel);
        output.WriteLine(Text(
            $"here: {paths / seconds:F0} images/s on {Environment.ProcessorCount} threads, best of {Rounds}"));
        output.WriteLine(Text($"Pillow {theirs[1]}: {paths / Number(theirs[0]):F0} images/s, likewise"));
        var same = theirs[2] == sha256 ? "the same" : "different";
        output.WriteLine(Text($"ratio: {Number(theirs[0]) / seconds:F2}; pixels: {same}"));
        return theirs[2] == sha256 ? 0 : 1;
    }

    private static async Task<(int Paths, (double Seconds, string Sha256) Here, string[] Theirs)> Both(string folder,
        int images, string python, CancellationToken cancel)
    {
        var paths = Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".jpg" or ".png").Order(StringComparer.Ordinal).Take(images).ToArray();
        if (paths.Length == 0) throw new ArgumentException($"{folder} holds no .jpg or .png");
        var list = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(list, paths, cancel);
            return (paths.Length, Measure(paths), await Python(python, list, cancel));
        }
        finally
        {
            File.Delete(list);
        }
    }

    private static (double Seconds, string Sha256) Measure(string[] paths)
    {
        // compiles, and loads the library
        PictureFiles.Load(paths[..1], FaceCrop.Side, FaceCrop.Side, (_, p) => FaceCrop.Fixed(p)).Dispose();
        var best = double.PositiveInfinity;
        var sha256 = "";
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            using var loaded = PictureFiles.Load(paths, FaceCrop.Side, FaceCrop.Side, (_, p) => FaceCrop.Fixed(p));
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
            sha256 = Convert.ToHexStringLower(SHA256.HashData(loaded.Images.bytes));
        }
        return (best, sha256);
    }

    private static async Task<string[]> Python(string python, string list, CancellationToken cancel)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Bench", "decode_pillow.py");
        using var process = Process.Start(new ProcessStartInfo(python,
            [script, list, $"{Environment.ProcessorCount}", $"{Rounds}"]) { RedirectStandardOutput = true })!;
        var words = (await process.StandardOutput.ReadToEndAsync(cancel)).Split(' ', StringSplitOptions.TrimEntries);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0 ? words : throw new MissingToolException(
            $"{python} {script} failed with exit code {process.ExitCode}: it needs Pillow and NumPy");
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
