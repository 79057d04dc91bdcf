using static TorchSharp.torch;

namespace CrossRes.Metrics;

/// <summary>
/// A softmax layer that is fitted to frozen embeddings: full-batch Adam from zero on embeddings of mean 0 and variance
/// 1 per column, so that it depends on nothing random.
/// </summary>
public static class LinearHead
{
    private const int Steps = 300;
    private const double LearningRate = 0.05, WeightDecay = 1e-3;

    /// <param name="train">[N, D], and labels int64 [N], on one device with the rest.</param>
    /// <param name="test">[M, D].</param>
    /// <returns>Logits of the test images [M, C]; a tensor of the caller's dispose scope.</returns>
    public static Tensor Logits(Tensor train, Tensor labels, Tensor test, int classes)
    {
        using var scope = NewDisposeScope();
        var mean = train.mean([0], keepdim: true);
        var deviation = (train - mean).square().mean([0], keepdim: true).sqrt().clamp_min(1e-6);
        using var head = nn.Linear(train.shape[1], classes, device: train.device);
        nn.init.zeros_(head.weight!);
        nn.init.zeros_(head.bias!);
        using var optimizer = optim.Adam(head.parameters(), LearningRate, weight_decay: WeightDecay);
        var inputs = (train - mean) / deviation;
        for (var step = 0; step < Steps; step++)
        {
            using var one = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(head.call(inputs), labels).backward();
            optimizer.step();
        }
        using var frozen = no_grad();
        return head.call((test - mean) / deviation).MoveToOuterDisposeScope();
    }
}
