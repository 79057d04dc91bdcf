using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using Xunit;

namespace CrossRes.Tests.Data;

public sealed class FolderWalkTests : IDisposable
{
    private readonly TempFolder root = new();

    public void Dispose() => root.Dispose();

    /// <summary>What a notebook, a NAS, a desktop and macOS leave beside images.</summary>
    public static TheoryData<string> Foreign =>
    [
        "n1/.ipynb_checkpoints/0-checkpoint.jpg", "n1/@eaDir/0.jpg/SYNOPHOTO_THUMB_M.jpg", "n1/._0.jpg", ".Trash-1000/files/0.jpg", "@eaDir/n1/0.jpg",
        "#recycle/n9/0.jpg", "$RECYCLE.BIN/n9/0.jpg", "__MACOSX/n1/0.jpg", "lost+found/n9/0.jpg", "n1/.hidden.png", "n1/.git/a/b.jpg",
    ];

    [Theory, MemberData(nameof(Foreign))]
    public void What_is_no_data_is_passed_over(string path)
    {
        Faces();
        Put(path);
        Assert.Equal(["n1/0.jpg", "n1/1.jpg", "n2/0.jpg", "n2/1.jpg"], Walk());
        var (faces, skipped) = FaceTree.Load(root.Path);
        using (faces) Assert.Equal((4L, 2, 0), (faces.Count, faces.ClassNames.Count, skipped.Count));
    }

    [Fact]
    public void A_folder_is_visited_once_however_it_is_linked()
    {
        Faces();
        Directory.CreateSymbolicLink(root["n1/up"], "..");
        Directory.CreateSymbolicLink(root["n1/far"], "../..");
        Directory.CreateSymbolicLink(root["n1/self"], ".");
        Directory.CreateSymbolicLink(root["a-twin"], "n2");
        Directory.CreateSymbolicLink(root["absolute"], root["n2"]);
        Directory.CreateSymbolicLink(root["n2/circle"], "circle");
        Directory.CreateSymbolicLink(root["nowhere"], "gone");
        Directory.CreateSymbolicLink(root["through"], "n1/up/n2");
        Assert.Equal(["n1/0.jpg", "n1/1.jpg", "n2/0.jpg", "n2/1.jpg"], Walk());
    }

    [Fact]
    public void A_link_to_a_folder_elsewhere_is_followed_once()
    {
        Faces();
        using var elsewhere = new TempFolder();
        Directory.CreateDirectory(elsewhere["n3"]);
        File.WriteAllText(elsewhere["n3/0.jpg"], "");
        Directory.CreateSymbolicLink(elsewhere["n3/back"], root.Path);
        Directory.CreateSymbolicLink(root["m"], elsewhere.Path);
        Directory.CreateSymbolicLink(root["z"], elsewhere["n3"]);
        Assert.Equal(["m/n3/0.jpg", "n1/0.jpg", "n1/1.jpg", "n2/0.jpg", "n2/1.jpg"], Walk());
    }

    [Fact]
    public void A_root_that_is_a_link_is_walked_like_its_target()
    {
        Faces();
        using var other = new TempFolder();
        Directory.CreateSymbolicLink(other["data"], root.Path);
        Assert.Equal(4, FolderWalk.Files(other["data"], FolderWalk.IsImage).Count);
    }

    [Fact]
    public void Sets_with_a_folder_for_each_class_pass_them_over_too()
    {
        var tiny = SyntheticTinyImageNet.Write(root.Path, 2, 2, 1);
        File.WriteAllText(Path.Combine(tiny, "train/n00000000/images/._n00000000_0.JPEG"), "");
        var (train, test, _) = TinyImageNet.Load(tiny, 16, 2);
        using (train)
        using (test) Assert.Equal(4, train.Count);

        var faces = SyntheticTinyFace.Write(root.Path, 4);
        using var before = TinyFace.Load(faces);
        File.WriteAllText(Path.Combine(faces, "Testing_Set/Gallery_Distractor/._0.jpg"), "");
        File.WriteAllText(Path.Combine(faces, "Training_Set/._0.jpg"), "");
        using var after = TinyFace.Load(faces);
        Assert.Equal((before.Train.Count, before.Gallery.Paths.Count), (after.Train.Count, after.Gallery.Paths.Count));
    }

    private string[] Walk() =>
        [.. FolderWalk.Files(root.Path, FolderWalk.IsImage).Select(f => Path.GetRelativePath(root.Path, f)).Order(StringComparer.Ordinal)];

    private void Faces() => SyntheticFaces.Save([(1, 0), (1, 1), (2, 0), (2, 1)], f => root[$"n{f.Identity}/{f.Number}.jpg"]);

    private void Put(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root[path])!);
        File.WriteAllText(root[path], "Mac OS X");
    }
}
