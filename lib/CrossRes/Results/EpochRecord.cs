namespace CrossRes.Results;

/// <summary>One pass over the training images, and the test that followed it.</summary>
/// <param name="Epoch">From 1; 0 for a test of pretrained weights, without training.</param>
/// <param name="LearningRate">At the end of the epoch.</param>
/// <param name="Loss">The minimised sum, mean over the epoch's images; null without training.</param>
/// <param name="Terms">Each weighted loss term by name, mean over the epoch's images.</param>
/// <param name="TrainTop1">Top-1 accuracy on the augmented training images as they passed, percent; null without
/// training.</param>
/// <param name="Test">Scores on the test images by name, percent.</param>
/// <param name="Seconds">Wall-clock time of the epoch, test included.</param>
public sealed record EpochRecord(
    int Epoch, double LearningRate, double? Loss, IReadOnlyDictionary<string, double> Terms,
    double? TrainTop1, IReadOnlyDictionary<string, double> Test, double Seconds);
