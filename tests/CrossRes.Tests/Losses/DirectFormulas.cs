namespace CrossRes.Tests.Losses;

/// <summary>HORKD's equations written out as loops over doubles, to check the library against.</summary>
public static class DirectFormulas
{
    public static double Order1(double[][] s, double[][] t) =>
        s.Zip(t, (a, b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum()).Average();

    public static double Order2(double[][] s, double[][] t)
    {
        var (sum, ms, mt) = (0.0, MeanDistance(s), MeanDistance(t));
        foreach (var (i, j) in Pairs(s.Length, s.Length))
            sum += Math.Pow(Distance(t[i], t[j]) / mt - Distance(s[i], s[j]) / ms, 2);
        return sum / (s.Length * s.Length);
    }

    public static double Order3(double[][] s, double[][] t)
    {
        var sum = 0.0;
        for (var i = 0; i < s.Length; i++)
            foreach (var (j, k) in Pairs(s.Length, s.Length))
                sum += Huber(Cosine(t, i, j, k) - Cosine(s, i, j, k));
        return sum / Math.Pow(s.Length, 3);
    }

    /// <summary>Eq. 7 for centres of both networks; a null row is a class without a centre.</summary>
    public static double OrderC(double[][] s, double[][] t, double[]?[] studentCentres, double[]?[] teacherCentres)
    {
        var classes = Enumerable.Range(0, studentCentres.Length)
            .Where(c => studentCentres[c] is not null && teacherCentres[c] is not null).ToArray();
        double ToCentre(double[][] x, double[]?[] centres, int i, int c) => Distance(x[i], centres[c]!);
        double Mean(double[][] x, double[]?[] centres) =>
            Enumerable.Range(0, x.Length).SelectMany(i => classes.Select(c => ToCentre(x, centres, i, c))).Average();
        var (ms, mt) = (Mean(s, studentCentres), Mean(t, teacherCentres));
        return Enumerable.Range(0, s.Length).SelectMany(i => classes.Select(c =>
            Math.Pow(ToCentre(t, teacherCentres, i, c) / mt - ToCentre(s, studentCentres, i, c) / ms, 2))).Average();
    }

    /// <summary>Eq. 6 over one batch.</summary>
    public static double[]?[] Centres(double[][] x, long[] labels, int classes) =>
        [.. Enumerable.Range(0, classes).Select(c =>
        {
            var members = x.Where((_, i) => labels[i] == c).ToArray();
            return members.Length == 0
                ? null
                : Enumerable.Range(0, x[0].Length).Select(d => members.Average(m => m[d])).ToArray();
        })];

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    private static double MeanDistance(double[][] x) =>
        Pairs(x.Length, x.Length).Sum(p => Distance(x[p.I], x[p.J])) / (x.Length * (x.Length - 1));

    private static double Cosine(double[][] x, int anchor, int j, int k)
    {
        if (j == anchor || k == anchor)
            return 0;
        var e = x[j].Zip(x[anchor], (a, b) => a - b).ToArray();
        var f = x[k].Zip(x[anchor], (a, b) => a - b).ToArray();
        return e.Zip(f, (a, b) => a * b).Sum() / (Math.Sqrt(e.Sum(a => a * a)) * Math.Sqrt(f.Sum(a => a * a)));
    }

    private static double Huber(double error) => Math.Abs(error) <= 1 ? error * error / 2 : Math.Abs(error) - 0.5;

    private static IEnumerable<(int I, int J)> Pairs(int rows, int columns) =>
        Enumerable.Range(0, rows).SelectMany(i => Enumerable.Range(0, columns).Select(j => (i, j)));
}
