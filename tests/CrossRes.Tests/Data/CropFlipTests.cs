using CrossRes.Data;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace CrossRes.Tests.Data;

public class CropFlipTests
{
    [Fact]
    public void A_view_is_the_padded_image_cropped_and_mirrored()
    {
        using var scope = NewDisposeScope();
        using var augmentation = new CropFlip(3, 4, padding: 1);
        var image = arange(1, 13, dtype: ScalarType.Byte).view(1, 1, 3, 4);
        Assert.Equal(18, augmentation.ViewCount);

        for (var view = 0; view < 18; view++)
        {
            var (down, right, mirrored) = (view / 6, view / 2 % 3, view % 2 == 1);
            var seen = augmentation.Apply(image, tensor([(long)view])).data<byte>().ToArray();
            var wanted = new byte[12];
            for (var y = 0; y < 3; y++)
            {
                for (var x = 0; x < 4; x++)
                {
                    var (row, column) = (y + down - 1, (mirrored ? 3 - x : x) + right - 1);
                    wanted[y * 4 + x] = row is >= 0 and < 3 && column is >= 0 and < 4 ? (byte)(row * 4 + column + 1) : (byte)0;
                }
            }
            Assert.Equal(wanted, seen);
        }
    }

    [Fact]
    public void The_centre_shows_the_image_as_it_is()
    {
        using var scope = NewDisposeScope();
        using var augmentation = new CropFlip(32, 32);
        var images = randint(0, 256, [5, 3, 32, 32], ScalarType.Byte);
        Assert.Equal(162, augmentation.ViewCount);
        var seen = augmentation.Apply(images, tensor(Enumerable.Repeat(augmentation.Centre, 5).ToArray()));
        Assert.True((seen == images).all().item<bool>());
    }

    [Fact]
    public void Without_flips_there_are_half_as_many_views()
    {
        using var scope = NewDisposeScope();
        using var both = CropFlip.Named("pad 2, random crop, random flip", 8, 8);
        using var crops = CropFlip.Named("pad 2, random crop", 8, 8);
        var images = randint(0, 256, [1, 3, 8, 8], ScalarType.Byte);
        Assert.Equal((25, 50), (crops.ViewCount, both.ViewCount));
        for (var view = 0L; view < 25; view++)
            Assert.True(crops.Apply(images, tensor([view])).eq(both.Apply(images, tensor([2 * view]))).all().item<bool>());
        Assert.True(crops.Apply(images, tensor([crops.Centre])).eq(images).all().item<bool>());
    }

    [Fact]
    public void Draws_depend_on_seed_epoch_and_image_only_and_cover_all_views()
    {
        using var augmentation = new CropFlip(32, 32);
        long[] images = [.. Enumerable.Range(0, 20_000)];
        var views = augmentation.Draw(3, 7, images);
        Assert.Equal(views[1234], augmentation.Draw(3, 7, [1234])[0]);
        Assert.NotEqual(views, augmentation.Draw(3, 8, images));
        Assert.NotEqual(views, augmentation.Draw(4, 7, images));

        // 123.5 draws per view are expected; 6 standard deviations leave one false alarm in 10^6
        Assert.All(views.CountBy(v => v), v => Assert.InRange(v.Value, 57, 190));
        Assert.Equal(162, views.Distinct().Count());
    }
}
