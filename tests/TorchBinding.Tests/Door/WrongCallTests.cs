using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace TorchBinding.Tests;

/// <summary>A wrong call is an exception. Where it is not, these tests take their process with them.</summary>
public class WrongCallTests
{
    private static readonly Dictionary<string, Action> Calls = new()
    {
        ["shapes that do not match"] = () => (F(2, 3) + F(2, 4)).Dispose(),
        ["matrices that do not match"] = () => F(2, 3).matmul(F(2, 3)),
        ["a batch of other size"] = () => F(2, 3, 4).bmm(F(3, 4, 5)),
        ["a view of other size"] = () => F(2, 3).view(7),
        ["two sizes to infer"] = () => F(2, 3).view(-1, -1),
        ["a dimension too many to permute"] = () => F(2, 3).permute(0, 1, 2),
        ["a negative size"] = () => zeros(-1, 3),
        ["a size beyond memory"] = () => empty(1L << 40, 1L << 20),
        ["a size beyond 64 bits"] = () => empty(long.MaxValue, long.MaxValue),
        ["expanding what is no 1"] = () => F(2, 3).expand(4, 3),
        ["a dimension that is not there"] = () => F(2, 3).sum(5),
        ["unflattening a dimension that is not there"] = () => F(2, 3).unflatten(5, 1, 3),
        ["a stride that is not there"] = () => F(2, 3).stride(5),
        ["joining unlike tensors"] = () => cat([F(2, 3), F(2, 4)], 0),
        ["joining nothing"] = () => cat(Array.Empty<Tensor>()),
        ["stacking nothing"] = () => stack([]),
        ["a null among joined tensors"] = () => cat([F(2), null!]),
        ["adding null"] = () => F(2).add((Tensor)null!),
        ["a convolution without weight"] = () => conv2d(F(1, 1, 4, 4), null!),
        ["an unknown equation"] = () => einsum("ij,jk->il", F(2, 3), F(3, 4)),
        ["an index too large"] = () => _ = F(3)[7],
        ["an index too small"] = () => _ = F(3)[-4],
        ["too many indices"] = () => _ = F(3)[TensorIndex.Single(0), TensorIndex.Single(0)],
        ["index_select beyond the end"] = () => F(3, 2).index_select(0, L(3)),
        ["index_select below 0"] = () => F(3, 2).index_select(0, L(-4)),
        ["index_select by floats"] = () => F(3, 2).index_select(0, F(1)),
        ["gather beyond the end"] = () => F(3, 2).gather(0, L(5).view(1, 1)),
        ["take beyond the end"] = () => F(3, 2).take(L(6)),
        ["indexing beyond the end"] = () => _ = F(3, 2)[TensorIndex.Tensor(L(9))],
        ["indexing by floats"] = () => _ = F(3, 2)[TensorIndex.Tensor(F(1))],
        ["a mask of other shape"] = () => F(3, 2).masked_select(zeros(4, ScalarType.Bool)),
        ["scatter beyond the end"] = () => F(3, 2).scatter_add_(0, L(9).view(1, 1), F(1, 1)),
        ["index_add beyond the end"] = () => F(3, 2).index_add_(0, L(9), F(1, 2), 1),
        ["index_copy beyond the end"] = () => F(3, 2).index_copy_(0, L(9), F(1, 2)),
        ["index_put beyond the end"] = () => F(3).index_put_(F(1), TensorIndex.Tensor(L(9))),
        ["a step of 0"] = () => F(3).slice(0, 0, 3, 0),
        ["narrowing past the end"] = () => F(3).narrow(0, 2, 5),
        ["pieces of size 0"] = () => F(3).split(0),
        ["windows wider than the tensor"] = () => F(3).unfold(0, 9, 1),
        ["more winners than entries"] = () => F(3).topk(5),
        ["the largest of nothing"] = () => F(0).max(),
        ["labels beyond the classes"] = () => cross_entropy(F(2, 3), L(0, 7)),
        ["labels below 0"] = () => cross_entropy(F(2, 3), L(0, -7)),
        ["labels of other number"] = () => cross_entropy(F(2, 3), L(0, 1, 2)),
        ["labels in floats"] = () => nll_loss(F(2, 3), F(2)),
        ["class weights of other number"] = () => cross_entropy(F(2, 3), L(0, 1), weight: F(9)),
        ["an unknown device"] = () => zeros(2, device: new Device((DeviceType)77)),
        ["a negative device"] = () => zeros(2, device: new Device((DeviceType)(-3))),
        ["a device without a library"] = () => zeros(2, device: new Device(DeviceType.XLA)),
        ["a device number beyond 8 bits"] = () => zeros(2, device: new Device(DeviceType.CPU, 300)),
        ["an unknown type"] = () => zeros(2, (ScalarType)99),
        ["a negative type"] = () => F(2).to_type((ScalarType)(-2)),
        ["a type without kernels"] = () => rand(2, ScalarType.QInt8),
        ["one hot of a label too large"] = () => one_hot(L(5), 3),
        ["one hot of a label below 0"] = () => one_hot(L(-1), 3),
        ["counting negative numbers"] = () => L(-1).bincount(null),
        ["drawing from negative weights"] = () => (-ones(3)).multinomial(1),
        ["drawing more than there is"] = () => ones(3).multinomial(9),
        ["a range without numbers"] = () => randint(5, 5, [2]),
        ["dropout above 1"] = () => dropout(F(2), 1.5),
        ["a kernel larger than the image"] = () => conv2d(F(1, 1, 2, 2), F(1, 1, 5, 5)),
        ["other channels"] = () => conv2d(F(1, 2, 8, 8), F(4, 3, 3, 3)),
        ["other numbers"] = () => conv2d(F(1, 3, 8, 8), zeros([4, 3, 3, 3], ScalarType.Float64)),
        ["no groups"] = () => conv2d(F(1, 3, 8, 8), F(4, 3, 3, 3), groups: 0),
        ["a stride of 0"] = () => conv2d(F(1, 3, 8, 8), F(4, 3, 3, 3), strides: [0, 0]),
        ["a dilation of 0"] = () => conv2d(F(1, 3, 8, 8), F(4, 3, 3, 3), dilation: [0, 0]),
        ["three strides for two dimensions"] = () => conv2d(F(1, 3, 8, 8), F(4, 3, 3, 3), strides: [1, 1, 1]),
        ["a bias of other size"] = () => conv2d(F(1, 3, 8, 8), F(4, 3, 3, 3), F(9)),
        ["a transposed convolution of other channels"] = () => conv_transpose2d(F(1, 2, 4, 4), F(3, 4, 2, 2)),
        ["output padding above the stride"] = () => conv_transpose2d(F(1, 3, 4, 4), F(3, 4, 2, 2), output_padding: [5, 5]),
        ["pooling padded by more than half a window"] = () => max_pool2d(F(1, 1, 4, 4), 2, padding: 2),
        ["pooling by windows of 0"] = () => avg_pool2d(F(1, 1, 4, 4), 0),
        ["pooling an image away"] = () => max_pool2d(F(1, 1, 2, 2), 4),
        ["pooling to a negative size"] = () => adaptive_avg_pool2d(F(1, 1, 4, 4), -1),
        ["pooling to three sizes"] = () => adaptive_avg_pool2d(F(1, 1, 4, 4), [1, 1, 1]),
        ["normalizing other channels"] = () => batch_norm(F(2, 3, 4, 4), F(5), F(5), training: true),
        ["normalizing with weights of other number"] = () => batch_norm(F(2, 3, 4, 4), F(3), F(3), F(9), F(9)),
        ["normalizing without statistics"] = () => batch_norm(F(2, 3, 4, 4), null!, null!),
        ["normalizing a number"] = () => batch_norm(zeros([]), F(3), F(3)),
        ["resizing to nothing"] = () => interpolate(F(1, 1, 4, 4), [0, 0]),
        ["resizing to three sizes"] = () => interpolate(F(1, 1, 4, 4), [2, 2, 2], mode: InterpolationMode.Bilinear),
        ["resizing by one factor for two dimensions"] = () => interpolate(F(1, 1, 4, 4), scale_factor: [0.5]),
        ["resizing by no number"] = () => interpolate(F(1, 1, 4, 4), scale_factor: [double.NaN, double.NaN]),
        ["reflecting more than there is"] = () => pad(F(1, 1, 2, 2), [5, 5, 5, 5], PaddingModes.Reflect),
        ["an odd number of paddings"] = () => pad(F(2, 2), [1]),
        ["columns of windows of 0"] = () => unfold(F(1, 1, 4, 4), 0),
        ["slopes of other number"] = () => prelu(F(2, 3), F(5)),
        ["distances of other dimensions"] = () => cdist(F(2, 3), F(2, 4)),
        ["an unknown way to distances"] = () => cdist(F(2, 3), F(2, 3), compute_mode: (compute_mode)9),
        ["a linear map of other features"] = () => linear(F(2, 3), F(4, 5)),
        ["a gradient of many numbers"] = () => G(3).backward(),
        ["a gradient of what has none"] = () => F(1).sum().backward(),
        ["a gradient twice"] = () => { var y = G(1).exp(); y.backward(); y.backward(); },
        ["gradients of integers"] = () => L(1).with_requires_grad(),
        ["a gradient of other shape"] = () => { var x = G(3); x.grad = F(4); },
        ["a gradient of other type"] = () => { var x = G(3); x.grad = zeros(3, ScalarType.Float64); },
        ["more output gradients than outputs"] = () => autograd.grad([G(1).exp()], [G(1)], [F(1), F(1)]),
        ["an input that was not used"] = () => autograd.grad([G(1).exp()], [G(1)]),
        ["no input"] = () => autograd.grad([G(1).exp()], []),
        ["in place what needs a gradient"] = () => G(3).add_(1),
        ["an integer overwritten by floats"] = () => L(1).add_(F(1)),
        ["the only element of many"] = () => F(3).item<float>(),
        ["an element as another type"] = () => F(1).item<long>(),
        ["elements as another type"] = () => F(3).data<double>(),
        ["an element beyond the end"] = () => F(3).ReadCpuValue<float>(3),
        ["bytes of other number"] = () => F(3).bytes = new byte[5],
        ["bytes of what is not contiguous"] = () => _ = F(3, 2).t().bytes.Length,
        ["a state of other type"] = () => new Generator(1).set_state(F(3)),
        ["a state of other size"] = () => new Generator(1).set_state(zeros(7, ScalarType.Byte)),
        ["a state of zeros"] = () => { var g = new Generator(1); g.set_state(g.get_state().zero_()); },
        ["a generator on no device"] = () => new Generator(1, new Device(DeviceType.META)),
        ["no threads"] = () => set_num_threads(0),
        ["a step with a gradient of other type"] = () =>
        {
            var parameter = new Parameter(F(3));
            var optimizer = optim.SGD([parameter], 0.1, momentum: 0.9);
            parameter.sum().backward();
            optimizer.step();
            optimizer.state_dict().State.Cast<SGD.State>().Single().momentum_buffer = F(5);
            optimizer.step();
        },
    };

    private static readonly Dictionary<string, Action<Tensor>> Disposed = new()
    {
        ["add"] = t => t.add(1),
        ["shape"] = t => _ = t.shape,
        ["bytes"] = t => _ = t.bytes.Length,
        ["grad"] = t => _ = t.grad,
        ["backward"] = t => t.backward(),
        ["in a list"] = t => cat([F(1), t]),
        ["as an index"] = t => F(3).index_select(0, t),
        ["as a parameter"] = t => _ = new Parameter(t),
        ["as a state"] = t => new Generator(1).set_state(t),
        ["as a gradient"] = t => { var x = F(1); x.grad = t; },
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    public static TheoryData<string> Uses => [.. Disposed.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_wrong_call_is_an_exception_and_the_next_call_works(string name)
    {
        using var scope = NewDisposeScope();
        var error = Record.Exception(Calls[name]);
        Assert.NotNull(error);
        Assert.IsNotType<NullReferenceException>(error);
        Assert.Equal(3, ones(3).sum().ToSingle());
    }

    [Theory, MemberData(nameof(Uses))]
    public void A_disposed_tensor_is_an_exception(string name)
    {
        using var scope = NewDisposeScope();
        var before = Tensor.TotalCount;
        var gone = F(1);
        gone.Dispose();
        Assert.Throws<InvalidOperationException>(() => Disposed[name](gone));
        scope.DisposeEverything();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void An_error_names_the_operator_the_shapes_and_the_reason()
    {
        using var scope = NewDisposeScope();
        var error = Record.Exception(() => F(2, 3).matmul(F(2, 3)))!;
        Assert.Contains("aten::matmul(float32[2, 3], float32[2, 3])", error.Message);
        Assert.Contains("argument 'dtype' must be ScalarType", Record.Exception(() => zeros(2, (ScalarType)99))!.Message);
        Assert.Contains("argument 'other' must be Tensor", Record.Exception(() => F(2).add((Tensor)null!))!.Message);
    }

    private static Tensor F(params long[] shape) => zeros(shape);

    private static Tensor G(params long[] shape) => ones(shape, requires_grad: true);

    private static Tensor L(params long[] values) => tensor(values);
}
