using CrossRes.Common;

namespace CrossRes.Data.Sets;

/// <param name="Subjects">180 in HORKD and CRRCD.</param>
/// <param name="Train">Images of those to learn from; 3,918 there.</param>
/// <param name="Test">Images of those for the test; 907 there.</param>
public sealed record UccsCounts(int Subjects = 180, int Train = 3918, int Test = 907)
{
    public int Images => Train + Test;

    /// <summary>As many images for each subject as are printed for 180.</summary>
    public static UccsCounts For(int subjects)
    {
        int Part(int images) => (int)Math.Round((double)images * subjects / 180);
        return new(subjects, Part(3918), Part(907));
    }
}

/// <summary>
/// Draws the closed set. HORKD and CRRCD print its size and not its subjects. They have more images than most: subjects
/// are drawn at random from the largest group, by number of images, that has the printed mean; then they are exchanged
/// one by
/// one until they have as many images as printed. Each keeps at least one image on either side.
/// </summary>
public static class UccsSplit
{
    private const int Exchanges = 100_000;

    /// <param name="facesOf">Positions of each subject's faces.</param>
    /// <returns>Positions to learn from and for the test, each with its class, by subject.</returns>
    /// <exception cref="ArgumentException">There are too few subjects or images, or no exchange leads to the
    /// counts.</exception>
    public static (IReadOnlyList<(int Face, int Class)> Train, IReadOnlyList<(int Face, int Class)> Test) Draw(
        IReadOnlyDictionary<int, IReadOnlyList<int>> facesOf, UccsCounts counts, long seed)
    {
        var chosen = Subjects([.. facesOf.Where(s => s.Value.Count > 1).OrderBy(s => s.Key)], counts, seed);
        var tests = Shares([.. chosen.Select(s => s.Value.Count)], counts);
        var (train, test) = (new List<(int, int)>(), new List<(int, int)>());
        foreach (var (label, (subject, faces)) in chosen.Index())
        {
            var order = Shuffled(faces.Count, seed, "images", subject);
            foreach (var (rank, k) in order.Index()) (rank < tests[label] ? test : train).Add((faces[k], label));
        }
        return (train, test);
    }

    private static IReadOnlyList<KeyValuePair<int, IReadOnlyList<int>>> Subjects(
        List<KeyValuePair<int, IReadOnlyList<int>>> all, UccsCounts counts, long seed)
    {
        if (all.Count < counts.Subjects)
            throw new ArgumentException($"{counts.Subjects} subjects with two images are wanted, there are {all.Count}",
                nameof(counts));
        var group = Group(all, counts);
        var order = Shuffled(group.Count, seed, "subjects").Select(k => group[k]).ToArray();
        var inside = order[..counts.Subjects];
        int[] outside = [.. order[counts.Subjects..], .. Enumerable.Range(0, all.Count).Except(group)];
        var missing = counts.Images - inside.Sum(k => all[k].Value.Count);
        var draws = RandomStreams.Key(seed, "uccs exchanges");
        for (var round = 0L; missing != 0 && outside.Length > 0 && round < Exchanges; round++)
        {
            var i = (int)RandomStreams.Draw(draws, [2 * round], inside.Length)[0];
            var o = (int)RandomStreams.Draw(draws, [2 * round + 1], outside.Length)[0];
            var gain = all[outside[o]].Value.Count - all[inside[i]].Value.Count;
            if (Math.Abs(missing - gain) >= Math.Abs(missing)) continue;
            missing -= gain;
            (inside[i], outside[o]) = (outside[o], inside[i]);
        }
        return missing == 0
            ? [.. inside.Order().Select(k => all[k])]
            : throw new ArgumentException(
                $"no {counts.Subjects} of {all.Count} subjects were found that have {counts.Images:N0} images; the "
                    + $"nearest are {missing:+0;-0} away", nameof(counts));
    }

    /// <summary>As many of those with the most images as have the wanted mean, and as are wanted at least.</summary>
    private static List<int> Group(List<KeyValuePair<int, IReadOnlyList<int>>> all, UccsCounts counts)
    {
        var largest = Enumerable.Range(0, all.Count).OrderByDescending(k => all[k].Value.Count).ToList();
        var (images, size) = (0L, 0);
        foreach (var (rank, k) in largest.Index())
        {
            images += all[k].Value.Count;
            if (images * counts.Subjects >= (long)counts.Images * (rank + 1)) size = rank + 1;
        }
        return largest[..Math.Max(size, counts.Subjects)];
    }

    /// <summary>
    /// Test images of each subject: its part of all, by largest remainders, and one to each side at least.
    /// </summary>
    private static int[] Shares(int[] images, UccsCounts counts)
    {
        double Wanted(int k) => (double)images[k] * counts.Test / counts.Images;
        int[] shares = [.. images.Select((n, k) => Math.Clamp((int)Wanted(k), 1, n - 1))];
        for (var rest = counts.Test - shares.Sum(); rest != 0; rest -= Math.Sign(rest))
        {
            var sign = Math.Sign(rest);
            var open = Enumerable.Range(0, images.Length).Where(k =>
                shares[k] + sign >= 1 && shares[k] + sign < images[k]).ToList();
            if (open.Count == 0)
                throw new ArgumentException(
                    $"{counts.Test:N0} test images cannot be taken from {images.Length} subjects so that each keeps "
                        + "one on either side", nameof(counts));
            shares[open.MaxBy(k => sign * (Wanted(k) - shares[k]))] += sign;
        }
        return shares;
    }

    private static int[] Shuffled(int count, long seed, string what, int index = 0)
    {
        var key = RandomStreams.Key(seed, $"uccs {what}", index);
        long[] counters = [.. Enumerable.Range(0, count).Select(k => (long)k)];
        var rank = RandomStreams.Draw(key, counters, long.MaxValue);
        return [.. Enumerable.Range(0, count).OrderBy(k => rank[k])];
    }
}
