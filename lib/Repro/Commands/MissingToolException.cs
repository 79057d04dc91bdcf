namespace Repro.Commands;

/// <summary>A program that a comparison needs is missing or failed; the message has the remedy.</summary>
internal sealed class MissingToolException(string message) : Exception(message);
