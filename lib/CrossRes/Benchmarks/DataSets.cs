using CrossRes.Common;
using CrossRes.Data;
using CrossRes.Data.Sets;
using CrossRes.Data.StandIns;
using CrossRes.Experiments;

namespace CrossRes.Benchmarks;

/// <summary>Every data set by its key.</summary>
public static class DataSets
{
    private const string FromAuthors =
        "get it from its authors and name its folder with --data; data-scripts/README.md has its layout";
    private const long UccsSplitSeed = 1;

    public static IReadOnlyList<DataSet> All { get; } =
    [
        new("cifar100", "CIFAR-100", Cifar, (parent, scale) =>
            SyntheticCifar100.Make(parent, PerClass(scale, 500, 100)))
        {
            Classes = 100, Marks = ["train.bin", "cifar-100-binary"], Official = "SHA-256 of both files", ByFile = true,
            Validates = true, Remedy = "fetch it with data-scripts/cifar100.sh and name its folder with --data",
        },
        new("lfw-folds", "LFW", LfwWhole, (parent, scale) => SyntheticFaces.Lfw(parent, scale.Faces.Identities))
        {
            Classes = 5749, Marks = ["pairs.txt"], Remedy = FromAuthors, Official = "SHA-256 over LFW-a's images",
        },
        new("lfw", "LFW", LfwHeldOut, (parent, scale) => SyntheticFaces.Lfw(parent, scale.Faces.Identities))
        {
            Folds = true, Classes = 5749, Marks = ["pairs.txt"], Remedy = FromAuthors,
            Official = "SHA-256 over LFW-a's images",
        },
        new("faces", "face tree, LFW", Tree, (parent, scale) => SyntheticFaces.Tree(parent, scale.Faces.Identities))
        {
            Classes = int.MaxValue, Marks = ["train + pairs.txt"], Remedy = FromAuthors, Official = null,
        },
        new("uccs", "UCCS", ClosedSet, (parent, scale) => SyntheticUccs.Write(parent, scale.Faces.Subjects))
        {
            Classes = 180, Marks = ["training.csv", "validation.csv", "gallery.csv", "protocol"], Remedy = FromAuthors,
            Official = null,
        },
        new("tinyface", "TinyFace", Searched, (parent, scale) =>
            SyntheticTinyFace.Write(parent, scale.Faces.Identities))
        {
            Classes = 2570, Marks = ["Testing_Set", "tinyface"], Remedy = FromAuthors, Official = null,
        },
        new("svhn", "SVHN", Digits, (parent, scale) => SyntheticSvhn.Make(parent, PerClass(scale, 500, 100)))
        {
            Classes = 10, Marks = [Svhn.TrainFile], Official = "MD5 of both files", ByFile = true, Remedy = FromAuthors,
        },
        new("stl10", "STL-10", Stl, (parent, scale) =>
            SyntheticStl10.Write(parent, scale.Cifar.TrainPerClass ?? 500, scale.Cifar.TestPerClass ?? 800))
        {
            Classes = 10, Marks = ["train_X.bin", Stl10.Folder], Official = "MD5 of four files", ByFile = true,
            Remedy = FromAuthors,
        },
        new("tiny-imagenet", "TinyImageNet", Tiny, (parent, scale) => SyntheticTinyImageNet.Write(
            parent, Math.Min(100, scale.Cifar.Classes), scale.Cifar.TrainPerClass ?? 100, scale.Cifar.TestPerClass
                ?? 50))
        {
            Classes = 200, Marks = ["wnids.txt", TinyImageNet.Folder], Remedy = FromAuthors, Official = null,
        },
        FineGrained("cars196", "Cars196", Cars196.List, SyntheticLayout.Cars196,
            ["cars_annos.mat", "devkit", "stanford_cars"], 1, 2, 4, 8),
        FineGrained("cub200", "CUB-200-2011", Cub200.List, SyntheticLayout.Cub200,
            ["image_class_labels.txt", "CUB_200_2011"], 1, 2, 4, 8),
        FineGrained("sop", "Stanford Online Products", StanfordProducts.List, SyntheticLayout.StanfordProducts,
            ["Ebay_train.txt", "Stanford_Online_Products"], 1, 10, 100, 1000),
    ];

    /// <exception cref="ArgumentException">There is no such set; the message names all.</exception>
    public static DataSet Named(string key) =>
        All.FirstOrDefault(k => k.Key == key)
        ?? throw new ArgumentException(
            $"no data set is called {key}; {Spelling.Hint(key, All.Select(k => k.Key))}there are "
                + $"{string.Join(", ", All.Select(k => k.Key))}");

    /// <summary>CIFAR-100 in its official binary format.</summary>
    private static Classification Cifar(string folder, ImageSpec images, long seed)
    {
        var learned = images.Tested is null ? images.TrainPerClass : null;
        var (train, test) = Cifar100.Load(folder, new Cifar100Options(images.Classes, learned, images.TestPerClass));
        var all = new Classification(train, test, Normalization.Cifar100);
        if (images.Tested is null) return all;
        using (all) return all.Validation(images.TrainPerClass, images.TestPerClass);
    }

    /// <summary>All folds of LFW's pairs, for networks that were not trained on any of them.</summary>
    private static FaceVerification LfwWhole(string folder, ImageSpec images, long seed)
    {
        var lfw = Lfw.Load(folder, SkipsAbsent(images));
        return new(lfw.Faces, lfw, null);
    }

    /// <summary>
    /// LFW by itself: nine folds of its pairs to learn from, the tenth to be tested on. Seed 1 holds out the first
    /// fold.
    /// </summary>
    private static FaceVerification LfwHeldOut(string folder, ImageSpec images, long seed)
    {
        if (seed < 1) throw new ArgumentException($"seed {seed}: on LFW a seed says which fold is held out, from 1");
        return Owned.By(Lfw.Load(folder, SkipsAbsent(images)),
            lfw => FaceVerification.HoldOut(lfw, (int)((seed - 1) % (lfw.Pairs[^1].Fold + 1))));
    }

    /// <summary>
    /// The papers' protocol: a training set with a folder for each identity (UMDFaces, VGGFace2, CASIA-WebFace) in
    /// <c>train/</c>, tested on all folds of LFW, whose pairs.txt and images lie beside it.
    /// </summary>
    private static FaceVerification Tree(string folder, ImageSpec images, long seed)
    {
        var options = new FaceTreeOptions(images.Classes, images.TrainPerClass, SkipsAbsent(images));
        var (faces, skipped) = FaceTree.Load(Path.Combine(folder, "train"), options);
        return Owned.By(faces, train =>
        {
            var lfw = Lfw.Load(folder, SkipsAbsent(images));
            return new FaceVerification(train, lfw with { Skipped = [.. skipped, .. lfw.Skipped] }, null);
        });
    }

    /// <summary>
    /// UCCS as a closed set of so many subjects as a recipe has classes, with the published number of images for each.
    /// </summary>
    private static FaceIdentification ClosedSet(string folder, ImageSpec images, long seed)
    {
        var (train, test, skipped) = Uccs.Load(folder, UccsCounts.For(images.Classes), UccsSplitSeed,
            SkipsAbsent(images));
        return new(train, test, skipped.Count);
    }

    /// <summary>TinyFace in its official layout.</summary>
    private static FaceRetrieval Searched(string folder, ImageSpec images, long seed) =>
        new(TinyFace.Load(folder, images.Classes, SkipsAbsent(images)));

    /// <summary>SVHN's cropped digits in their official MAT files.</summary>
    private static Classification Digits(string folder, ImageSpec images, long seed)
    {
        var (train, test) = Svhn.Load(folder, images.Classes, images.TrainPerClass, images.TestPerClass);
        return new(train, test, Normalization.Half);
    }

    /// <summary>STL-10 in its official binary format, for probes of networks that learned CIFAR-100.</summary>
    private static LinearProbe Stl(string folder, ImageSpec images, long seed)
    {
        var (train, test) = Stl10.Load(
            folder, images.Side ?? Stl10.Side, images.Classes, images.TrainPerClass, images.TestPerClass);
        return new(train, test, Normalization.Cifar100);
    }

    /// <summary>TinyImageNet in its official layout, for probes of networks that learned CIFAR-100.</summary>
    private static LinearProbe Tiny(string folder, ImageSpec images, long seed)
    {
        const int published = 64;
        var (train, test, absent) = TinyImageNet.Load(
            folder, images.Side ?? published, images.Classes, images.TrainPerClass, images.TestPerClass,
            SkipsAbsent(images));
        return new(train, test, Normalization.Cifar100, absent);
    }

    /// <summary>
    /// Metric learning on a fine-grained set: half of its classes to learn from, the other half for the test.
    /// </summary>
    /// <param name="list">Reads the annotations in a folder.</param>
    /// <param name="layout">How a stand-in is laid out.</param>
    /// <param name="ks">Of Recall@K.</param>
    private static DataSet FineGrained(
        string key, string name, Func<string, Listing> list, SyntheticLayout layout, string[] marks, params int[] ks)
    {
        return new(key, name, Load, (parent, scale) =>
            SyntheticFineGrained.Write(parent, key, layout, scale.Metric.StandIn))
        {
            Classes = int.MaxValue, Side = 64, Marks = marks, Remedy = FromAuthors, Official = null,
        };

        MetricLearning Load(string folder, ImageSpec images, long seed)
        {
            var options = new FineGrainedOptions(
                images.Side ?? MetricScale.HighResolution, images.Classes, images.TrainPerClass, images.TestPerClass,
                SkipsAbsent(images));
            var (train, test, absent) = FineGrainedSets.Load(list(folder), options);
            return new MetricLearning(train, test, ks, absent);
        }
    }

    private static bool SkipsAbsent(ImageSpec images) => images.Absent == "skip";

    /// <summary>As many images of each class as the scale takes; the given numbers where it takes all.</summary>
    private static SyntheticOptions PerClass(Scale scale, int train, int test) =>
        new(1, scale.Cifar.TrainPerClass ?? train, scale.Cifar.TestPerClass ?? test);
}
