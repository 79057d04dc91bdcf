namespace CrossRes.Experiments;

/// <summary>What a scale means for faces, where identities take the place of classes.</summary>
/// <param name="TeacherWidth">Factor on the channel counts of a teacher that is trained here.</param>
/// <param name="StudentWidth">Factor on ResNet34's channel counts; 0.605 leaves the paper's 7.8 million parameters.</param>
/// <param name="TeacherEpochs">Of a teacher that is trained here.</param>
/// <param name="Epochs">Of assistants and students.</param>
/// <param name="Identities">Of synthetic faces in LFW's layout.</param>
/// <param name="Subjects">Of UCCS.</param>
internal sealed record FaceScale(double TeacherWidth, double StudentWidth, int TeacherEpochs, int Epochs, int Identities, int Subjects)
{
    private static readonly FaceScale
        Tiny = new(1 / 16.0, 1 / 16.0, 1, 1, 60, 10), Laptop = new(1 / 8.0, 0.15, 12, 8, 240, 40), Paper = new(1, 0.605, 30, 30, 2000, 180);

    internal static FaceScale Of(Scale scale) => scale.Name == Scale.Tiny.Name ? Tiny : scale.Name == Scale.Paper.Name ? Paper : Laptop;
}
