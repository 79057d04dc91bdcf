using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>
/// Batch normalization of [N, C, H, W] per channel. While training it normalizes with the batch's mean and biased
/// variance and moves the running mean and unbiased variance by <c>momentum</c>; in evaluation it uses those.
/// </summary>
public abstract class BatchNorm : Module<Tensor, Tensor>
{
    private protected BatchNorm(string name, long num_features, double eps, double? momentum, bool affine, bool track_running_stats,
        Device? device, ScalarType? dtype) : base(name)
    {
        (this.num_features, this.eps, this.momentum) = (num_features, eps, momentum);
        if (affine)
        {
            weight = new Parameter(ones([num_features], dtype, device));
            bias = new Parameter(zeros([num_features], dtype, device));
        }
        if (!track_running_stats) return;
        register_buffer(nameof(running_mean), zeros([num_features], dtype, device));
        register_buffer(nameof(running_var), ones([num_features], dtype, device));
        register_buffer(nameof(num_batches_tracked), zeros([], ScalarType.Int64, device));
    }

    /// <summary>The number of channels.</summary>
    public long num_features { get; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; set; }

    /// <summary>The weight of a new batch in the running statistics; null for the average over all batches.</summary>
    public double? momentum { get; set; }

    /// <summary>The scale [C]; null without <c>affine</c>.</summary>
    public Parameter? weight { get => get_parameter(nameof(weight)); set => SetParameter(nameof(weight), value); }

    /// <summary>The shift [C]; null without <c>affine</c>.</summary>
    public Parameter? bias { get => get_parameter(nameof(bias)); set => SetParameter(nameof(bias), value); }

    /// <summary>The running mean [C]; null if not tracked.</summary>
    public Tensor? running_mean => get_buffer(nameof(running_mean));

    /// <summary>The running unbiased variance [C]; null if not tracked.</summary>
    public Tensor? running_var => get_buffer(nameof(running_var));

    /// <summary>How many batches the running statistics have seen, an int64 scalar; null if not tracked.</summary>
    public Tensor? num_batches_tracked => get_buffer(nameof(num_batches_tracked));

    /// <summary>Normalizes.</summary>
    public override Tensor forward(Tensor input)
    {
        var weightOfBatch = momentum ?? 0;
        if (training && num_batches_tracked is { } batches)
        {
            batches.add_(1);
            weightOfBatch = momentum ?? 1.0 / batches.item<long>();
        }
        return functional.batch_norm(input, running_mean!, running_var!, weight, bias,
            training || running_mean is null, weightOfBatch, eps);
    }
}
