using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace TorchBinding.Tests;

public class ModuleTests
{
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1 = nn.Conv2d(3, 4, 3, padding: 1, bias: false);
        private readonly BatchNorm2d bn1 = nn.BatchNorm2d(4);
        [ComponentName(Name = "fc")]
        private readonly nn.Module<Tensor, Tensor> _head;
        public readonly Tensor mean = zeros(3);

        public Net() : base(nameof(Net))
        {
            _head = nn.Sequential(("pool", nn.AdaptiveAvgPool2d(1)), ("flat", nn.Flatten()), ("out", nn.Linear(4, 5)));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return _head.call(nn.functional.relu(bn1.call(conv1.call(input)))).MoveToOuterDisposeScope();
        }
    }

    [Fact]
    public void State_has_PyTorchs_names_in_PyTorchs_order()
    {
        using var net = new Net();
        Assert.Equal(
            ["mean", "conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "bn1.num_batches_tracked",
                "fc.out.weight", "fc.out.bias"],
            net.state_dict().Keys);
        Assert.Equal(["conv1.weight", "bn1.weight", "bn1.bias", "fc.out.weight", "fc.out.bias"], net.named_parameters().Select(p => p.name));
        Assert.Equal(["conv1", "bn1", "fc", "fc.pool", "fc.flat", "fc.out"], net.named_modules().Select(m => m.name));
        Assert.Same(net.mean, net.get_buffer("mean"));
        Assert.True(net.has_parameter("fc.out.bias"));
        Assert.False(net.has_parameter("fc.nobody.bias"));
        Assert.Equal(ScalarType.Int64, net.get_buffer("bn1.num_batches_tracked")!.dtype);
    }

    [Fact]
    public void Loading_copies_every_tensor()
    {
        using var scope = NewDisposeScope();
        using Net one = new(), other = new();
        using var x = randn(2, 3, 6, 6);
        using (one.forward(x)) { } // moves the running statistics
        one.eval();
        other.eval();
        Assert.False(one.forward(x).allclose(other.forward(x)));
        var (missing, unexpected) = other.load_state_dict(one.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        Assert.True(Same.Bits(one.forward(x), other.forward(x)));
        Assert.Equal(1, other.get_buffer("bn1.num_batches_tracked")!.item<long>());
    }

    [Fact]
    public void Loading_what_does_not_fit_names_the_keys_and_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var net = new Net();
        var before = net.get_parameter("conv1.weight")!.clone();
        var state = net.state_dict().ToDictionary(e => e.Key, e => zeros_like(e.Value));
        state.Remove("bn1.bias");
        state["stranger"] = zeros(1);
        state["fc.out.weight"] = zeros(7, 4);

        var error = Assert.Throws<InvalidOperationException>(() => net.load_state_dict(state));
        Assert.Contains("missing keys: bn1.bias", error.Message);
        Assert.Contains("unexpected keys: stranger", error.Message);
        Assert.Contains("fc.out.weight has shape [5, 4] but the source has [7, 4]", error.Message);
        Assert.True(Same.Bits(before, net.get_parameter("conv1.weight")!));

        var (missing, unexpected) = net.load_state_dict(state, strict: false, skip: ["fc.out.weight"]);
        Assert.Equal(["bn1.bias"], missing);
        Assert.Equal(["stranger"], unexpected);
        Assert.Equal(0, net.get_parameter("conv1.weight")!.abs().sum().ToSingle());
    }

    [Fact]
    public void Training_mode_reaches_every_module()
    {
        using var net = new Net();
        Assert.All(net.modules(), m => Assert.True(m.training));
        net.eval();
        Assert.All(net.modules(), m => Assert.False(m.training));
        var visited = new List<string>();
        net.apply(m => visited.Add(m.GetName()));
        Assert.Equal("Net", visited[^1]);
        Assert.Equal(7, visited.Count);
    }

    [Fact]
    public void Conversion_keeps_parameters_and_counters()
    {
        using var net = new Net();
        var weight = net.get_parameter("conv1.weight")!;
        Assert.Same(net, net.to(ScalarType.Float64));
        Assert.Same(weight, net.get_parameter("conv1.weight"));
        Assert.Equal(ScalarType.Float64, weight.dtype);
        Assert.True(weight.requires_grad);
        Assert.Equal(ScalarType.Int64, net.get_buffer("bn1.num_batches_tracked")!.dtype);
        using var y = net.forward(zeros(2, 3, 6, 6, ScalarType.Float64));
        y.sum().backward();
        Assert.Equal(ScalarType.Float64, weight.grad!.dtype);
        net.to(ScalarType.Float32);
        Assert.Equal(ScalarType.Float32, weight.grad!.dtype);
    }

    [Fact]
    public void Wrong_shapes_are_told_with_operator_and_shapes()
    {
        using var net = new Net();
        using var x = zeros(2, 4, 6, 6);
        var error = Assert.ThrowsAny<System.Runtime.InteropServices.ExternalException>(() => net.forward(x));
        Assert.Contains("conv2d", error.Message);
        Assert.Contains("[2, 4, 6, 6]", error.Message);
        Assert.Contains("[4, 3, 3, 3]", error.Message);
    }

    [Fact]
    public void Names_are_unique_and_without_dots()
    {
        using var net = new Net();
        Assert.Throws<ArgumentException>(() => net.register_module("a.b", nn.Identity()));
        Assert.Throws<InvalidOperationException>(() => net.register_module("bn1", nn.Identity()));
        Assert.Throws<InvalidOperationException>(() => net.register_buffer("mean", zeros(1)));
    }

    [Fact]
    public void A_module_owns_its_tensors_and_frees_them()
    {
        var before = Alive.Tensors();
        Net net;
        using (NewDisposeScope()) net = new Net();
        Assert.Equal(before + 9, Tensor.TotalCount);
        net.Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }
}
