using TorchSharp.Door;
using TorchSharp.Optimizers;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with weight_decay·x added to the gradient.</summary>
public class Adam : AdamFamily
{
    /// <summary>Optimizes parameters.</summary>
    public Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>Optimizes groups of parameters with options of their own.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public Adam(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : base(parameters, new(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize))
    {
    }

    private protected override Tensor[] Decay(Tensor[] parameters, Tensor[] gradients, double weight_decay, double lr) =>
        Aten.CallMany("_foreach_add.List", gradients, parameters, weight_decay);
}
