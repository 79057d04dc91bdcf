using CrossRes.Experiments;
using CrossRes.Models;
using CrossRes.Papers;
using CrossRes.Papers.Crrcd;
using CrossRes.Papers.Horkd;
using CrossRes.Results;
using Xunit;

namespace CrossRes.Tests.Papers.Faces;

public class FaceTableTests
{
    [Fact]
    public void Published_accuracies_are_those_of_the_papers_tables()
    {
        double Printed(string table, string row) => Catalogue.Named(table).Rows.Single(r => r.Key == row).Published!.Value;
        Assert.Equal((93.83, 90.03, 85.87), (Printed("table2", "our-32"), Printed("table2", "our-16"), Printed("table2", "skd-16")));
        Assert.Equal((97.35, 99.82, 99.53), (Printed("table2", "deepface"), Printed("table2", "arcface"), Printed("table2", "vggface2")));
        Assert.Equal((77.81, 67.25, 59.03), (Math.Round(Printed("table3", "our-16"), 2), Math.Round(Printed("table3", "skd-16"), 2), Math.Round(Printed("table3", "vlrr-16"), 2)));
    }

    [Theory]
    [InlineData("crrcd-table5", 23, 95.25)]
    [InlineData("crrcd-table6", 13, 97.27)]
    [InlineData("crrcd-table7", 8, 35)]
    public void Every_number_of_CRRCDs_face_tables_is_a_row(string table, int printed, double crrcd)
    {
        var cells = Catalogue.Named(table).Rows.Select(r => r.Published).OfType<Cell.Copied>().ToList();
        Assert.Equal(printed, cells.Count);
        Assert.Equal(crrcd, Catalogue.Named(table)["crrcd-16"].Published!.Value);
        Assert.All(cells, c => Assert.Contains("arXiv:2409.02555, Table V", c.Source));
    }

    [Fact]
    public void Table_VII_shows_every_rank_that_the_paper_prints()
    {
        var ranks = CrrcdTable7.Experiment.Tables([])[0];
        Assert.Equal(3 * 8 - 1, ranks.Rows.SelectMany(r => r).OfType<Cell.Copied>().Count()); // CenterFace has a dash
        Assert.Equal([35, 47, 50], ranks.Rows[^1].OfType<Cell.Copied>().Select(c => c.Value));
    }

    [Theory]
    [InlineData("crrcd-table5", "alone-16", "table2", "alone-16")]
    [InlineData("crrcd-table5", "direct-16", "table2", "direct-16")]
    [InlineData("crrcd-table6", "teacher", "table3", "teacher")]
    public void A_run_of_HORKDs_tables_serves_CRRCDs(string table, string row, string other, string same)
    {
        foreach (var scale in (Scale[])[.. Scale.All, Scale.Laptop with { Weights = new string('a', 64) }])
            Assert.Equal(Catalogue.Named(other)[same].Recipe!(scale).Digest, Catalogue.Named(table)[row].Recipe!(scale).Digest);
    }

    [Theory]
    [InlineData("crrcd-table5")]
    [InlineData("crrcd-table6")]
    [InlineData("crrcd-table7")]
    public void CRRCD_imitates_class_scores_where_the_teacher_has_some(string table)
    {
        string[] Losses(Scale scale) => [.. Catalogue.Named(table)["crrcd-16"].Recipe!(scale).Losses.Select(t => t.Loss)];
        Assert.Equal(["arcface", "kd", "crrcd"], Losses(Scale.Laptop));
        Assert.Equal(["arcface", "crrcd"], Losses(Scale.Laptop with { Weights = new string('a', 64) }));
    }

    [Fact]
    public void The_papers_student_has_7_8_million_parameters()
    {
        var spec = HorkdTable2.Experiment["our-16"].Recipe!(Scale.Paper).Model;
        using var model = ModelZoo.Create(spec with { Classes = 1 }); // without the classifier
        Assert.InRange(model.parameters().Sum(p => p.numel()), 7_750_000, 7_900_000);
    }

    [Fact]
    public void Given_weights_make_the_teacher_and_nothing_is_trained_for_it()
    {
        var sha256 = new string('a', 64);
        var recipe = HorkdTable2.Experiment["our-16"].Recipe!(Scale.Laptop with { Weights = sha256 });
        var teacher = recipe.Teacher!.Teacher!;
        Assert.Equal(("mobilefacenet", 0, sha256), (teacher.Model.Architecture, teacher.Epochs, teacher.Weights));
        Assert.Equal("lfw-folds", HorkdTable2.Experiment["teacher-16"].Recipe!(Scale.Laptop).Images.Set);
        Assert.All(HorkdTable2.Experiment.Trainable, r => Assert.Equal(r.Key.StartsWith("teacher-"), r.NeedsWeights));
    }
}
