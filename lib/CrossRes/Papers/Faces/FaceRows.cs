using CrossRes.Experiments;
using CrossRes.Papers.Horkd;

namespace CrossRes.Papers.Faces;

/// <summary>Rows that face tables share: one network, taught in several ways on images of several sides.</summary>
internal sealed class FaceRows(FaceRecipes recipes)
{
    /// <summary>Labels with a margin, without a teacher.</summary>
    internal static readonly Method ArcFace = new("margin", "ArcFace, no teacher");

    /// <summary>The students' network as tables print it.</summary>
    internal const string Network = "ResNet34, reduced";

    internal static Student At(int side) => new(Network, FaceRecipes.Reduced, side, $"{side}");

    internal static Row Teacher(FaceRecipes recipes) =>
        new(Role.Teacher, new("Teacher", "resnet50", 112), Method.Teacher, null, recipes.Teacher);

    /// <summary>A given teacher on images of another side: the bar that students have to beat.</summary>
    internal static Row Bar(FaceRecipes recipes, int side) => new(
        Role.Teacher, new($"Teacher, all folds, images of {side}×{side}", "mobilefacenet", side, $"{side}"),
        Method.Teacher, null,
        s => recipes.Bar(s, side))
    {
        NeedsWeights = true,
    };

    /// <summary>Identity labels alone.</summary>
    internal Row Alone(int side) => new(Role.Student, At(side), Method.Alone, null, s => recipes.Alone(s, side));

    /// <summary>Identity labels alone, with a margin.</summary>
    internal Row Margin(int side, LossTerm head) => new(
        Role.Student, At(side), ArcFace, null, s => recipes.Alone(s, side, head));

    /// <summary>The teacher teaches at the student's resolution: HORKD's orders.</summary>
    internal Row Direct(int side) => Direct(side, Methods.Direct, HorkdOrders.Directions);

    /// <summary>The teacher teaches at the student's resolution.</summary>
    internal Row Direct(int side, Method method, params IReadOnlyList<LossTerm> losses) => new(
        Role.Student, At(side), method, null, s => recipes.Direct(s, side, losses));

    /// <summary>HORKD through the assistant.</summary>
    internal Row TwoStage(int side) => new(Role.Student, At(side), Methods.Our, null, s => recipes.TwoStage(s, side));
}
