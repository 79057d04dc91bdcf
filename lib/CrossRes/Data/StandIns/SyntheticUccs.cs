using System.Globalization;
using System.Text;
using CrossRes.Common;
using CrossRes.Data.Images;
using CrossRes.Data.Sets;

namespace CrossRes.Data.StandIns;

/// <summary>A stand-in for UCCS: scenes with several painted faces, in the layout of its first challenge.</summary>
public static class SyntheticUccs
{
    private const int Columns = 3, Rows = 2, Cell = 110, Quality = 92;
    private const int Fewest = 16, Spread = 22;
    private const long Seed = 1;

    /// <summary>
    /// The folder with <c>protocol/training.csv</c> and <c>images/</c>, made where it is missing: a third and ten
    /// subjects more than are drawn, with 27 faces on average.
    /// </summary>
    /// <param name="parent">Of all synthetic data.</param>
    /// <exception cref="DataFileException">The folder cannot be written.</exception>
    public static string Write(string parent, int subjects)
    {
        var all = subjects * 4 / 3 + 10;
        return SyntheticFolder.Make(Path.Combine(parent, $"uccs-{all}-s{Seed}"), "UCCS", Seed, Fewest, folder =>
        {
            var faces = Enumerable.Range(1, all)
                .SelectMany(s =>
                    Enumerable.Range(1, Fewest + (int)Draw("faces", s, Spread)).Select(n => (Identity: s, Number: n)))
                .OrderBy(f => RandomStreams.Key(Seed, "uccs order", f.Identity, f.Number)).ToArray();
            var csv = new StringBuilder("FACE_ID,FILE,SUBJECT_ID,FACE_X,FACE_Y,FACE_WIDTH,FACE_HEIGHT\n");
            Directory.CreateDirectory(Path.Combine(folder, "images"));
            Directory.CreateDirectory(Path.Combine(folder, "protocol"));
            var id = 0;
            foreach (var (number, scene) in faces.Chunk(Columns * Rows).Index())
            {
                var name = $"scene_{number:00000}.jpg";
                var canvas = new Picture(Columns * Cell, Rows * Cell,
                    [.. Enumerable.Repeat((byte)110, Columns * Rows * Cell * Cell * 3)]);
                foreach (var (place, (face, picture)) in scene.Zip(SyntheticFaces.Pictures(scene)).Index())
                {
                    var box = Place(canvas, picture, place, id);
                    csv.Append(CultureInfo.InvariantCulture,
                        $"{++id},{name},{face.Identity},{box.Left},{box.Top},{box.Width},{box.Height}\n");
                }
                File.WriteAllBytes(Path.Combine(folder, "images", name), Jpeg.Encode(canvas, Quality));
            }
            File.WriteAllText(Path.Combine(folder, "protocol", "training.csv"), csv.ToString());
        });
    }

    /// <summary>Puts a face into a cell of the scene, 60 to 99 pixels large.</summary>
    private static Box Place(Picture canvas, Picture face, int place, int id)
    {
        var side = 60 + (int)Draw("side", id, 40);
        var left = place % Columns * Cell + (int)Draw("left", id, Cell - side);
        var top = place / Columns * Cell + (int)Draw("top", id, Cell - side);
        var small = face.Resize(side, side, FaceCrop.Filter, FaceCrop.Square(face));
        for (var y = 0; y < side; y++)
            small.Pixels.AsSpan(y * side * 3, side * 3).CopyTo(
                canvas.Pixels.AsSpan(((top + y) * canvas.Width + left) * 3));
        return new Box(left, top, side, side);
    }

    private static long Draw(string what, int index, long bound) =>
        RandomStreams.Draw(RandomStreams.Key(Seed, $"uccs {what}"), [index], bound)[0];
}
