namespace CrossRes.Common;

/// <summary>
/// A file that cannot be read, trusted or written. The message is one line: file, what is wrong and where in it, what
/// to do.
/// </summary>
public sealed class DataFileException(string file, string problem, string remedy, Exception? inner = null)
    : IOException($"{file}: {problem}; {remedy}".ReplaceLineEndings(" "), inner);
