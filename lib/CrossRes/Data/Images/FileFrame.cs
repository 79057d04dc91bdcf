namespace CrossRes.Data.Images;

/// <summary>What stands around the pixels of an image file.</summary>
/// <param name="IsWhole">Its closing mark is there.</param>
/// <param name="Orientation">Where the stored rows and columns belong, as TIFF numbers it; null where the file does not
/// say.</param>
internal readonly record struct FileFrame(bool IsWhole, double? Orientation);
