namespace CrossRes.Results;

/// <summary>A run record or table that cannot be read or trusted; the message says where, why and what to do.</summary>
public sealed class ResultsException(string message, Exception? inner = null)
    : Exception(message.ReplaceLineEndings(" "), inner);
