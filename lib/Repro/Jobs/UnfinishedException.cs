namespace Repro.Jobs;

/// <summary>Some runs of a plan were not trained; the others were.</summary>
public sealed class UnfinishedException(string message) : Exception(message);
