using CrossRes.Common;
using static TorchSharp.torch;

namespace CrossRes.Data.StandIns;

/// <summary>
/// Paints faces as whole tensors. What tells identities apart (proportions, colours, brows, moles) is drawn from
/// (seed, identity); shift, roll, turn, light, expression and noise from (seed, identity, image).
/// </summary>
internal static class FacePainter
{
    /// <summary>Of the square pictures in pixels; the face lies in them as in LFW's.</summary>
    internal const int Side = 170;

    private const double Scale = 1.27, Up = 15;
    private const int Traits = 28, Moods = 12, Chunk = 32;

    /// <returns>uint8 [N, 3, 170, 170]; a tensor of the caller's dispose scope.</returns>
    /// <param name="faces">Identity and number of each picture.</param>
    internal static Tensor Paint(long seed, IReadOnlyList<(int Identity, int Number)> faces)
    {
        using var scope = NewDisposeScope();
        return cat([.. faces.Chunk(Chunk).Select(chunk => PaintChunk(seed, chunk))], 0).MoveToOuterDisposeScope();
    }

    private static Tensor PaintChunk(long seed, (int Identity, int Number)[] faces)
    {
        using var scope = NewDisposeScope();
        var traits = stack(
            [.. faces.Select(f => Draw(Traits, RandomStreams.Generator(seed, "synthetic identity", f.Identity)))], 0)
                .view(faces.Length, -1, 1, 1);
        var moods = stack(
            [.. faces.Select(f => Draw(Moods, RandomStreams.Generator(seed, "synthetic face", f.Identity, f.Number)))],
            0).view(faces.Length, -1, 1, 1);
        // the k-th trait or mood of each face in [from, to), [N, 1, 1]
        Tensor T(int k, double from, double to) => traits.select(1, k) * (to - from) + from;
        Tensor M(int k, double from, double to) => moods.select(1, k) * (to - from) + from;

        var axis = (arange(Side, dtype: ScalarType.Float32) + 0.5 - Side / 2.0) / Scale;
        var (right, down) = (axis.view(1, 1, -1) + M(0, -2, 2), axis.view(1, -1, 1) + Up / Scale + M(1, -2, 2));
        var roll = M(2, -0.12, 0.12);
        var (cos, sin) = (roll.cos(), roll.sin());
        var (x, y) = (right * cos + down * sin, down * cos - right * sin); // the point between the eyes is (0, 0)
        var turn = M(3, -5, 5);

        Tensor Ellipse(Tensor middleX, Tensor middleY, Tensor radiusX, Tensor radiusY, double edge = 6) =>
            ((1 - ((x - middleX) / radiusX).square() - ((y - middleY) / radiusY).square()) * edge).sigmoid();
        Tensor Colour(int k, double from, double to) =>
            stack([T(k, from, to), T(k + 1, from, to), T(k + 2, from, to)], 1);
        Tensor zero = zeros_like(turn), skin = Colour(0, 0, 0.18)
            + stack([T(3, 0.45, 0.85), T(3, 0.33, 0.68), T(3, 0.25, 0.55)], 1);
        Tensor hair = Colour(4, 0, 0.12) + T(7, 0.02, 0.5).unsqueeze(1), iris = Colour(8, 0.05, 0.55);
        var dark = skin * 0.55;
        var width = T(11, 31, 40);
        Tensor image = M(4, 0.1, 0.9).unsqueeze(1).expand(-1, 3, Side, Side);
        void Add(Tensor mask, Tensor colour) =>
            image = image.lerp(colour.expand_as(image), mask.unsqueeze(1).expand_as(image));

        Add(Ellipse(zero, T(12, 2, 10), width * 1.15, T(13, 52, 64), 12), hair);
        Add(Ellipse(turn * 0.3, 18 + T(14, -3, 3), width, T(15, 44, 53), 14), skin);
        var apart = T(16, 15, 20);
        var (eyeWidth, eyeHeight) = (T(17, 5, 8), T(18, 2, 4) * M(5, 0.8, 1.1));
        var (browUp, browThick, browSlope) = (T(19, 8, 13), T(20, 0.9, 2.6), T(21, -0.25, 0.25));
        foreach (var side in (double[])[-1, 1])
        {
            var eye = turn + apart * side;
            Add(Ellipse(eye, zero, eyeWidth, eyeHeight), ones_like(skin) * 0.92);
            Add(Ellipse(eye + turn * 0.15, zero, eyeHeight * 0.9, eyeHeight * 0.9), iris);
            var slope = (x - eye) * browSlope * side;
            Add(Ellipse(eye, -browUp - slope, eyeWidth * 1.35, browThick), hair * 0.8);
        }
        var nose = T(22, 17, 24);
        Add(Ellipse(turn * 1.4, nose, T(23, 4, 8), T(24, 2, 4)), dark);
        var mouth = nose + T(25, 13, 18);
        Add(Ellipse(turn * 0.9, mouth, T(26, 9, 15) * M(6, 0.9, 1.15), T(27, 1.6, 4) * M(7, 0.8, 1.5)),
            skin * tensor([0.85f, 0.5f, 0.5f], [1, 3, 1, 1]));
        for (var mole = 0; mole < 2; mole++)
            Add(Ellipse(turn + T(5 + mole, -24, 24), T(9 + mole, 8, 44), zero + 1.6, zero + 1.6), dark * 0.6);

        var light = M(8, 0.6, 1.15) + x * M(9, -0.006, 0.006) + y * M(10, -0.005, 0.005);
        using var generator = RandomStreams.Generator(seed, "synthetic noise", faces[0].Identity, faces[0].Number);
        image = image * light.unsqueeze(1)
            + (rand(image.shape, generator: generator) - 0.5) * M(11, 0.02, 0.16).unsqueeze(1);
        return image.mul(255).round().clamp(0, 255).to(ScalarType.Byte).MoveToOuterDisposeScope();
    }

    private static Tensor Draw(int count, Generator generator)
    {
        using (generator) return rand(count, generator: generator);
    }
}
