using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace TorchBinding.Tests;

public class OptimizerTests
{
    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, OptimizerHelper>> Kinds = new()
    {
        ["SGD"] = p => optim.SGD(p, 0.1),
        ["Nesterov"] = p => optim.SGD(p, 0.1, momentum: 0.9, weight_decay: 5e-4, nesterov: true),
        ["Adam"] = p => optim.Adam(p, 0.01, weight_decay: 0.01, amsgrad: true),
        ["AdamW"] = p => optim.AdamW(p, 0.01, weight_decay: 0.01),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    private static nn.Module<Tensor, Tensor> Net() =>
        nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 4 * 4, 3));

    private static float Step(nn.Module<Tensor, Tensor> net, optim.Optimizer optimizer, long seed)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(net.call(randn(8, 3, 6, 6)), randint(0, 3, [8], ScalarType.Int64));
        loss.backward();
        optimizer.step();
        return loss.ToSingle();
    }

    [Theory, MemberData(nameof(Names))]
    public void A_resumed_run_is_the_unbroken_run_bit_for_bit(string kind)
    {
        manual_seed(1);
        using var net = Net();
        using var optimizer = Kinds[kind](net.parameters());
        for (var k = 0; k < 5; k++) Step(net, optimizer, k);

        using var resumed = Net();
        using var other = Kinds[kind](resumed.parameters());
        resumed.load_state_dict(net.state_dict());
        using var file = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(file));
        file.Position = 0;
        other.load_state_dict(new BinaryReader(file));
        Assert.All(optimizer.state_dict().State.Zip(other.state_dict().State), pair => Assert.True(pair.First.ApproximatelyEquals(pair.Second)));

        using var third = Net();
        using var copied = Kinds[kind](third.parameters());
        third.load_state_dict(net.state_dict());
        copied.load_state_dict(optimizer.state_dict());

        for (var k = 5; k < 10; k++)
        {
            var loss = Step(net, optimizer, k);
            Assert.Equal(loss, Step(resumed, other, k));
            Assert.Equal(loss, Step(third, copied, k));
        }
        Assert.All(net.parameters().Zip(resumed.parameters()), p => Assert.True(Same.Bits(p.First, p.Second)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Five_hundred_steps_leak_nothing(string kind)
    {
        using var net = Net();
        using var optimizer = Kinds[kind](net.parameters());
        Step(net, optimizer, 0);
        var before = Alive.Tensors();
        for (var k = 0; k < 500; k++) Step(net, optimizer, k);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Theory, MemberData(nameof(Names))]
    public void Steps_learn(string kind)
    {
        using var net = Net();
        using var optimizer = Kinds[kind](net.parameters());
        var first = Step(net, optimizer, 3);
        var last = first;
        for (var k = 0; k < 20; k++) last = Step(net, optimizer, 3);
        Assert.True(last < first / 2, $"loss went from {first} to {last}");
    }

    [Fact]
    public void Parameters_without_a_gradient_are_left_alone()
    {
        using Parameter used = new(ones(2)), unused = new(ones(2));
        using var optimizer = optim.Adam([used, unused], 0.1, weight_decay: 0.1);
        used.sum().backward();
        optimizer.step();
        unused.sum().backward();
        used.sum().backward();
        optimizer.step();
        var states = optimizer.state_dict().State.Cast<Adam.State>().Select(s => s.step);
        Assert.Equal([2, 1], states);
        Assert.False(Same.Bits(used, unused));
    }

    [Fact]
    public void Groups_have_options_of_their_own()
    {
        using Parameter a = new(ones(1)), b = new(ones(1));
        using var optimizer = optim.SGD([new SGD.ParamGroup { Parameters = [a] }, new SGD.ParamGroup([b], lr: 0.5)], 0.1);
        (a + b).sum().backward();
        optimizer.step();
        Assert.Equal(0.9f, a.item<float>());
        Assert.Equal(0.5f, b.item<float>());
        Assert.Equal([0.1, 0.5], optimizer.ParamGroups.Select(g => g.InitialLearningRate));
        Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new SGD.ParamGroup { Parameters = [a] }));
    }

    [Fact]
    public void A_strange_state_is_refused_with_the_reason()
    {
        using var net = Net();
        using var one = optim.SGD(net.parameters(), 0.1);
        using var two = optim.Adam(net.parameters(), 0.1);
        using var small = optim.SGD(net.parameters().Take(2), 0.1);
        using var folder = new TempFolder();
        var path = folder["state"];
        one.save_state_dict(path);
        Assert.Contains("written by SGD, not by Adam", Assert.Throws<InvalidDataException>(() => two.load_state_dict(path)).Message);
        var error = Assert.Throws<InvalidDataException>(() => small.load_state_dict(path));
        Assert.Contains(path, error.Message);
        Assert.Contains("groups of 6 parameters", error.Message);
        using (var file = File.OpenWrite(path)) file.SetLength(20);
        Assert.Throws<InvalidDataException>(() => one.load_state_dict(path));
        File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)0xff, 20)]);
        Assert.Throws<InvalidDataException>(() => one.load_state_dict(path));
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        using Parameter p = new(ones(1));
        Assert.Throws<ArgumentException>(() => optim.SGD([p], -0.1));
        Assert.Throws<ArgumentException>(() => optim.SGD([p], double.NaN));
        Assert.Throws<ArgumentException>(() => optim.SGD([p], 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => optim.Adam([p], 0.1, beta1: 1));
    }
}
