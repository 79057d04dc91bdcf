namespace Repro.Slurm;

/// <summary>Slurm refused something; the message is its own.</summary>
public sealed class SlurmException(string message) : Exception(message);
