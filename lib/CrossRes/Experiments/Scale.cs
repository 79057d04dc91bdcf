namespace CrossRes.Experiments;

/// <summary>
/// How much of the published experiment is run. A scale narrows networks, classes, images and epochs, and never
/// changes the algorithm.
/// </summary>
/// <param name="Name"><c>tiny</c>, <c>laptop</c> or <c>paper</c>.</param>
/// <param name="Purpose">One line for a reader.</param>
/// <param name="Classes">The first so many classes.</param>
/// <param name="TrainPerClass">Training images of each; null for all.</param>
/// <param name="TestPerClass">Test images of each; null for all.</param>
/// <param name="TeacherEpochs">Of the teacher: on a short budget it must get ahead of its students to have something to teach.</param>
/// <param name="Epochs">Of assistants and students.</param>
/// <param name="TeacherWidth">Factor on the teacher's channel counts.</param>
/// <param name="StudentWidth">Factor on the channel counts of assistants and students.</param>
public sealed record Scale(
    string Name, string Purpose, int Classes, int? TrainPerClass, int? TestPerClass, int TeacherEpochs, int Epochs,
    double TeacherWidth, double StudentWidth)
{
    /// <summary>SHA-256 of the pretrained teacher's weights, where the user gave some; null: the teacher is trained too.</summary>
    public string? Weights { get; init; }

    /// <summary>Whether images that a set lists and that are not there are left out, and counted; otherwise they are an error.</summary>
    public bool SkipAbsent { get; init; }

    public static Scale Tiny { get; } = new("tiny", "proves that every part works, in a minute; its numbers mean nothing", 4, 40, 10, 2, 2, 1 / 16.0, 1 / 16.0);

    public static Scale Laptop { get; } = new("laptop", "shows the effect on two cores, in minutes", 10, 400, 100, 30, 12, 1 / 8.0, 1 / 8.0);

    public static Scale Paper { get; } = new("paper", "the published setting; needs a GPU and hours", 100, null, null, 200, 200, 1, 1);

    public static IReadOnlyList<Scale> All { get; } = [Tiny, Laptop, Paper];

    /// <exception cref="ArgumentException">There is no such scale; the message names all.</exception>
    public static Scale Named(string name) =>
        All.FirstOrDefault(s => s.Name == name)
        ?? throw new ArgumentException($"no scale is called {name}; there are {string.Join(", ", All.Select(s => s.Name))}");
}
