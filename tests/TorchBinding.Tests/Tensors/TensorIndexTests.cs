using Xunit;
using static TorchSharp.torch;

namespace TorchBinding.Tests.Tensors;

public class TensorIndexTests
{
    /// <summary>A mask stands for as many dimensions as it has.</summary>
    [Fact]
    public void A_mask_counts_its_dimensions()
    {
        using var scope = NewDisposeScope();
        var mask = arange(16, ScalarType.Int64).reshape(4, 4).remainder(3).eq(0); // 6 places
        var places = mask.flatten().nonzero().flatten();
        var x = arange(2 * 16 * 3, ScalarType.Float32).reshape(2, 4, 4, 3);
        var expected = x.reshape(2, 16, 3).index_select(1, places); // [2, 6, 3]

        Assert.True(Same.Bits(expected, x[TensorIndex.Colon, TensorIndex.Tensor(mask)]));
        Assert.True(Same.Bits(expected, x[TensorIndex.Colon, TensorIndex.Tensor(mask), TensorIndex.Slice(0, 3)]));
        Assert.True(Same.Bits(expected.select(2, 1).contiguous(), x[TensorIndex.Colon, TensorIndex.Tensor(mask), TensorIndex.Single(1)]));
        var last = x.permute(0, 3, 1, 2);
        Assert.True(Same.Bits(expected.permute(0, 2, 1).contiguous(), last[TensorIndex.Ellipsis, TensorIndex.Tensor(mask)]));
    }
}
