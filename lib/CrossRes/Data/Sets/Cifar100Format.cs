namespace CrossRes.Data.Sets;

/// <summary>
/// The binary version of CIFAR-100 (Krizhevsky 2009): <c>train.bin</c> and <c>test.bin</c> are records of 3,074
/// bytes: coarse label 0..19, fine label 0..99, then 1,024 red, 1,024 green and 1,024 blue values, row by row.
/// </summary>
internal static class Cifar100Format
{
    public const int Side = 32, Pixels = 3 * Side * Side, RecordBytes = 2 + Pixels;
    public const int CoarseClasses = 20, FineClasses = 100;
    public const string FineNamesFile = "fine_label_names.txt", CoarseNamesFile = "coarse_label_names.txt";
    public const string Folder = "cifar-100-binary";

    public static readonly Split Train = new("train", "train.bin", 50_000,
        "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29");
    public static readonly Split Test = new("test", "test.bin", 10_000,
        "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a");

    /// <summary>One of the two files, with the count and the checksum of the official one.</summary>
    public sealed record Split(string Name, string File, long Count, string Sha256);
}
