namespace CrossRes.Losses;

/// <summary>One setting of a loss.</summary>
/// <param name="Name">Key in recipes and on the command line.</param>
/// <param name="Default">Value where none is given.</param>
/// <param name="Meaning">What it changes.</param>
/// <param name="Provenance">Where the default comes from: the paper, a reference implementation, or our choice.</param>
/// <param name="Choices">The allowed words; empty for a number.</param>
public sealed record LossOption(string Name, string Default, string Meaning, string Provenance, params string[] Choices);
