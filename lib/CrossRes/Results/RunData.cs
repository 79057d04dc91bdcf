using System.Text.Json.Serialization;

namespace CrossRes.Results;

/// <summary>The data that a run saw.</summary>
/// <param name="Name">The data set, e.g. <c>CIFAR-100</c>.</param>
/// <param name="Origin"><c>real</c> (checksum known), <c>synthetic</c> (made by a program) or
/// <c>unverified</c>.</param>
/// <param name="Sha256">Of the bytes read: 64 lower-case hex digits.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="TrainImages">Number of training images.</param>
/// <param name="TestImages">Number of test images.</param>
/// <param name="Resolution">What the networks see, e.g. <c>student 16x16 (bilinear, antialiased), teacher
/// 32x32</c>.</param>
public sealed record RunData(
    string Name, string Origin, string Sha256, int Classes, int TrainImages, int TestImages, string Resolution)
{
    public const string Real = "real";
    public const string Synthetic = "synthetic";
    public const string Unverified = "unverified";

    /// <summary>Images that the data set lists and that were not there: the run left them out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Absent { get; init; }
}
