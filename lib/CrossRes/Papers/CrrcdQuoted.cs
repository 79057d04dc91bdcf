using CrossRes.Results;

namespace CrossRes.Papers;

/// <summary>CRRCD's Tables IV to VII as printed, in percent; none was run here.</summary>
public static class CrrcdQuoted
{
    private const double Dash = double.NaN;
    private static readonly string[] Accuracy = ["accuracy"];

    public static IReadOnlyList<ResultTable> All { get; } =
    [
        Of("IV", "CRRCD Table IV: linear probes of a CIFAR-100 student", ["STL10", "TinyImageNet"],
            [
                ("Student ShuffleNetV1", "32×32", [71.58, 32.43]), ("Teacher WRN-40-2", "32×32", [71.01, 27.74]), ("KD", "32×32", [73.25, 32.05]),
                ("FitNet", "32×32", [73.77, 33.28]), ("AT", "32×32", [73.47, 33.75]), ("CRD", "32×32", [74.44, 34.30]),
                ("SSKD", "32×32", [74.74, 34.54]), ("CRRCD", "32×32", [75.15, 35.17]),
            ],
            "The paper describes STL10 as digits; it holds ten kinds of animals and vehicles."),
        Of("V", "CRRCD Table V: LFW", Accuracy,
            [
                ("DeepFace", "152×152", [97.35]), ("DeepID2", "55×47", [99.15]), ("FaceNet", "96×96", [99.63]), ("MobileID", "55×47", [98.37]),
                ("SphereFace", "112×96", [99.42]), ("ShiftFace", "224×224", [96.00]), ("CosFace", "112×96", [99.73]), ("VGGFace2", "224×224", [99.53]),
                ("ArcFace", "112×112", [99.82]), ("GroupFace", "112×112", [99.85]), ("MagFace", "112×112", [99.83]),
                ("FaceNet", "16×16", [90.25]), ("CosFace", "16×16", [93.80]), ("ArcFace", "16×16", [92.30]), ("MagFace", "16×16", [94.97]),
                ("SKD", "16×16", [85.87]), ("HORKD", "16×16", [90.03]), ("NPM", "16×16", [82.16]), ("EKD", "16×16", [91.71]),
                ("RPCL-CosFace", "16×16", [95.13]), ("RPCL-ArcFace", "16×16", [94.70]), ("RPCL-MagFace", "16×16", [95.12]), ("CRRCD", "16×16", [95.25]),
            ]),
        Of("VI", "CRRCD Table VI: UCCS, identification", Accuracy,
            [
                ("VLRR", "16×16", [59.03]), ("SphereFace", "16×16", [78.73]), ("CosFace", "16×16", [91.83]), ("VGGFace2", "16×16", [84.56]),
                ("ArcFace", "16×16", [88.73]), ("SKD", "16×16", [67.25]), ("AGC-GAN", "16×16", [70.68]), ("LRFRW", "16×16", [93.40]),
                ("CSRIP", "16×16", [93.49]), ("DirectCapsNet", "16×16", [95.81]), ("HORKD", "16×16", [92.11]), ("EKD", "16×16", [93.85]), ("CRRCD", "16×16", [97.27]),
            ],
            "HORKD is listed with 92.11 % and prints an error of 22.19 % itself: the protocols differ."),
        Of("VII", "CRRCD Table VII: TinyFace, 1:N", ["Rank-1", "Rank-10", "Rank-20"],
            [
                ("CenterFace", "native", [32, Dash, 45]), ("DCR", "native", [29, 40, 44]), ("PeiLi's", "native", [31, 43, 46]),
                ("CosFace", "native", [29, 39, 42]), ("ArcFace", "native", [26, 34, 37]), ("MagFace", "native", [33, 44, 47]),
                ("RPCL", "native", [34, 45, 49]), ("CRRCD", "native", [35, 47, 50]),
            ],
            "The paper prints fractions of two digits."),
    ];

    private static ResultTable Of(
        string number, string title, string[] columns, (string Model, string Input, double[] Values)[] lines, params string[] notes) => new(
        title, ["Percent, as printed.", .. notes],
        [new("Model"), new("Input"), .. columns.Select(c => new Column($"Paper, {c}", Unit.Percent)), new("Here", Unit.Percent)],
        [.. lines.Select(line => (IReadOnlyList<Cell>)
            [
                new Cell.Text(line.Model), new Cell.Text(line.Input),
                .. line.Values.Select(v => double.IsNaN(v) ? (Cell)new Cell.Text("–") : new Cell.Copied(v, $"Zhang et al., CRRCD, arXiv:2409.02555, Table {number}")),
                new Cell.NotRun(),
            ])]);
}
