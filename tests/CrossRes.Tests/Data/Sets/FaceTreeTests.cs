using CrossRes.Common;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using Xunit;

namespace CrossRes.Tests.Data.Sets;

public class FaceTreeTests
{
    /// <summary>Paths as CASIA-WebFace, VGGFace2 and UMDFaces have them.</summary>
    [Theory]
    [InlineData("0000045/00{0}.jpg", "0000099/00{0}.jpg", "0000045,0000099")]
    [InlineData("train/n000002/000{0}_01.jpg", "train/n000009/000{0}_01.jpg", "n000002,n000009")]
    [InlineData("umdfaces_batch1/zoe/zoe_{0}.jpg", "umdfaces_batch2/adam/adam_{0}.jpg", "adam,zoe")]
    public void Identities_are_folders_wherever_they_lie(string first, string second, string identities)
    {
        using var root = new TempFolder();
        SyntheticFaces.Save([(1, 1), (1, 2), (2, 1)], f => root[string.Format(f.Identity == 1 ? first : second, f.Number)]);
        var (faces, skipped) = FaceTree.Load(root.Path);
        using var owned = faces;
        Assert.Equal(identities.Split(','), faces.ClassNames);
        Assert.Equal(3, faces.Count);
        Assert.Empty(skipped);
        var (fewer, _) = FaceTree.Load(root.Path, new(Identities: 1, PerIdentity: 1));
        using (fewer) Assert.Equal(1, fewer.Count);
    }

    [Fact]
    public void Landmarks_align_and_a_line_that_is_missing_or_short_is_named()
    {
        using var root = new TempFolder();
        SyntheticFaces.Save([(1, 1)], _ => root["train/n000002/0001_01.jpg"]);
        var reference = string.Join(',', FaceAlignment.Reference.Select(p => FormattableString.Invariant($"{p.X},{p.Y}")));
        const string header = "NAME_ID,P1X,P1Y,P2X,P2Y,P3X,P3Y,P4X,P4Y,P5X,P5Y";
        File.WriteAllText(root["landmarks.csv"], $"{header}\n\"n000002/0001_01\",{reference}\n");
        var (aligned, _) = FaceTree.Load(root.Path);
        using (aligned)
        {
            var picture = CrossRes.Data.Images.Picture.Read(root["train/n000002/0001_01.jpg"]);
            Assert.Equal(picture.Pixels[0], aligned.Images.data<byte>()[0]); // the reference points: the picture's top left corner
        }
        File.WriteAllText(root["landmarks.csv"], $"{header}\nn000002/0002_01,{reference}\n");
        Assert.Contains("landmarks.csv: has no line for n000002/0001_01", Assert.Throws<DataFileException>(() => FaceTree.Load(root.Path)).Message);
        File.WriteAllText(root["landmarks.csv"], $"{header}\nn000002/0001_01,{reference}\nn000002/0001_01,{reference}\n");
        Assert.Contains("line 3 names n000002/0001_01, which an earlier line does too", Assert.Throws<DataFileException>(() => FaceTree.Load(root.Path)).Message);
        File.WriteAllText(root["landmarks.csv"], $"{header}\nn000002/0001_01,1,1,1,1,1,1,1,1,1,1\n");
        Assert.Contains("line 2 has points that coincide", Assert.Throws<DataFileException>(() => FaceTree.Load(root.Path)).Message);
        File.WriteAllText(root["landmarks.csv"], $"{header}\nn000002/0001_01,1,2\n");
        Assert.Contains("line 2 has 3 columns", Assert.Throws<DataFileException>(() => FaceTree.Load(root.Path)).Message);
    }

    [Fact]
    public void A_folder_without_identities_is_an_error()
    {
        using var root = new TempFolder();
        Assert.Contains("holds no folder with images", Assert.Throws<DataFileException>(() => FaceTree.Load(root.Path)).Message);
        Assert.Contains("no such folder", Assert.Throws<DataFileException>(() => FaceTree.Load(root["none"])).Message);
    }
}
