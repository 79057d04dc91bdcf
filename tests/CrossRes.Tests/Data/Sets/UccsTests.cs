using CrossRes.Common;
using CrossRes.Data.Images;
using CrossRes.Data.Sets;
using Xunit;

namespace CrossRes.Tests.Data.Sets;

public class UccsTests
{
    [Theory]
    [InlineData("FACE_ID,FILE_NAME,SUBJECT,X,Y,W,H\n7,a.jpg,12,1.5,2,30,40\n8,a.jpg,-1,1,2,3,4\n")]
    [InlineData("FILE,FACE_ID,SUBJECT_ID,FACE_X,FACE_Y,FACE_WIDTH,FACE_HEIGHT\na.jpg,7,12,1.5,2,30,40\na.jpg,8,-1,1,2,3,4\n")]
    public void Every_edition_gives_the_same_boxes(string text)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["training.csv"], text);
        var faces = UccsFile.Read(folder["training.csv"]);
        Assert.Equal(new UccsFace(2, "a.jpg", 12, new Box(1.5, 2, 30, 40), null), faces[0]);
        Assert.Equal(-1, faces[1].Subject);
    }

    [Fact]
    public void The_gallery_has_points_from_the_persons_right_eye_on()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["gallery.csv"], "FILE,SUBJECT_ID,REYE_X,REYE_Y,LEYE_X,LEYE_Y,NOSE_X,NOSE_Y,RMOUTH_X,RMOUTH_Y,LMOUTH_X,LMOUTH_Y\n0001/0001_0.png,1,1,2,3,4,5,6,7,8,9,10\n");
        var points = UccsFile.Read(folder["gallery.csv"])[0].Points!;
        Assert.Equal([new(1, 2), new(3, 4), new(5, 6), new(7, 8), new(9, 10)], points);
    }

    [Theory]
    [InlineData("a,b,c\n", "line 1 has columns that no edition of UCCS has: A, B, C")]
    [InlineData("a,b,c,d,e,f,g\n1,a.jpg,1,1,2,3\n", "line 2 has 6 columns, the header has 7")]
    [InlineData("a,b,c,d,e,f,g\n1,a.jpg,1,1,2,x,3\n", "line 2 has \"x\" where a number is expected")]
    [InlineData("a,b,c,d,e,f,g\n1,a.jpg,1,1,2,0,3\n", "line 2 has a box of 0×3")]
    public void Wrong_columns_are_named_with_file_and_line(string text, string problem)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["validation.csv"], text);
        Assert.StartsWith($"{folder["validation.csv"]}: {problem}", Assert.Throws<DataFileException>(() => UccsFile.Read(folder["validation.csv"])).Message);
    }

    /// <summary>Image counts as in UCCS: 1,732 subjects with 9.3 images on average, some with many.</summary>
    private static Dictionary<int, IReadOnlyList<int>> Population()
    {
        var random = new Random(3);
        var next = 0;
        return Enumerable.Range(1, 1732).ToDictionary(s => s, _ =>
            (IReadOnlyList<int>)[.. Enumerable.Range(0, 1 + (int)(-9 * Math.Log(1 - random.NextDouble()))).Select(_ => next++)]);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void The_published_counts_are_hit(long seed)
    {
        var (train, test) = UccsSplit.Draw(Population(), new(), seed);
        Assert.Equal((3918, 907), (train.Count, test.Count));
        Assert.Equal(Enumerable.Range(0, 180), train.Select(f => f.Class).Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 180), test.Select(f => f.Class).Distinct().Order());
        Assert.Empty(train.Select(f => f.Face).Intersect(test.Select(f => f.Face)));
        Assert.Equal(train, UccsSplit.Draw(Population(), new(), seed).Train);
    }

    [Fact]
    public void Seeds_choose_other_subjects_and_impossible_counts_are_refused()
    {
        var all = Population();
        Assert.NotEqual(UccsSplit.Draw(all, new(), 1).Train, UccsSplit.Draw(all, new(), 2).Train);
        Assert.Contains("180 subjects with two images are wanted", Assert.Throws<ArgumentException>(() => UccsSplit.Draw(all.Take(50).ToDictionary(), new(), 1)).Message);
        Assert.Contains("the nearest are", Assert.Throws<ArgumentException>(() => UccsSplit.Draw(all, new(180, 60_000, 907), 1)).Message);
    }

    [Fact]
    public void A_box_is_cut_as_a_square_with_black_beyond_the_scene()
    {
        var scene = new Picture(40, 30, [.. Enumerable.Repeat((byte)200, 40 * 30 * 3)]);
        var inside = Uccs.Cut(scene, new(2, "a", 1, new Box(5, 5, 10, 20), null));
        Assert.All(inside.Pixels, p => Assert.Equal(200, p));
        var beyond = Uccs.Cut(scene, new(2, "a", 1, new Box(30, 0, 20, 20), null));
        Assert.Equal((200, 0), (beyond.Pixels[0], beyond.Pixels[^1]));
    }
}
