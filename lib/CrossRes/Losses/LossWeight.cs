namespace CrossRes.Losses;

/// <summary>The usual weight of a loss in a sum, and who chose it.</summary>
public sealed record LossWeight(double Value, string Provenance);
