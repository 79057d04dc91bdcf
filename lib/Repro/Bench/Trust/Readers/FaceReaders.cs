using System.Text;
using CrossRes.Data.Sets;

namespace Repro.Bench.Trust.Readers;

/// <summary>LFW's pairs, UCCS's annotations, VGGFace2's landmarks.</summary>
internal static class FaceReaders
{
    internal static IReadOnlyList<MutatedReader> All { get; } =
    [
        Scratch.Reader("pairs", "pairs.txt", (path, _) => LfwPairs.Read(path), () => Texts(
            "2\t2\nAnna\t1\t2\nBo\t1\t3\nAnna\t1\tBo\t2\nCy\t1\tDee\t4\n"
            + "Ed\t1\t2\nFay\t2\t3\nEd\t1\tFay\t2\nGus\t1\tHal\t4\n"),
            patterns: "pairs.txt"),
        Scratch.Reader("csv", "faces.csv", (path, _) => UccsFile.Read(path), () => Texts(
            "FACE_ID,FILE,SUBJECT_ID,X,Y,WIDTH,HEIGHT\n1,a.jpg,7,10.5,20,30,40\n2,b.jpg,-1,1,2,3,4\n",
            "FILE,FACE_ID,SUBJECT_ID,FACE_X,FACE_Y,FACE_WIDTH,FACE_HEIGHT\na.jpg,1,7,10,20,30,40\nb.jpg,2,8,1,2,3,4\n",
            "FILE,SUBJECT_ID,REYE_X,REYE_Y,LEYE_X,LEYE_Y,"
            + "NOSE_X,NOSE_Y,RMOUTH_X,RMOUTH_Y,LMOUTH_X,LMOUTH_Y\na.jpg,7,1,2,3,4,5,6,7,8,9,10\n"), patterns: "*.csv"),
        Scratch.Reader("landmarks", "points.csv", (path, _) => LandmarkFile.Read(path), () => Texts(
            "NAME_ID,P1X,P1Y,P2X,P2Y,P3X,P3Y,P4X,P4Y,P5X,P5Y\n"
            + "\"n000002/0001_01\",1,2,3,4,5,6,7,8,9,10\n\"n000002/0002_01\",1.5,2,3,4,5,6,7,8,9,-10\n")),
    ];

    internal static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
