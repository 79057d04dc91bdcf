using TorchSharp.Door;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Optimizers;

/// <summary>
/// What Adam and AdamW share. With m and v the decaying means of g and g², the step is
/// -lr · (m / (1 - β₁ᵗ)) / (√(v / (1 - β₂ᵗ)) + eps); amsgrad takes the largest v so far.
/// </summary>
public abstract class AdamFamily : OptimizerHelper, IBetas
{
    private protected AdamFamily(IEnumerable<ParamGroup> groups, Options defaults) : base(defaults)
    {
        defaults.ThrowIfInvalid();
        foreach (var group in groups) add_param_group(group);
    }

    /// <summary>The betas of the first group; setting them sets those of all.</summary>
    public (double, double) Betas
    {
        get => ParamGroups.Cast<IBetas>().First().Betas;
        set
        {
            foreach (var group in ParamGroups.Cast<IBetas>()) group.Betas = value;
        }
    }

    private protected override OptimizerOptions NewOptions() => new Options();

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    /// <summary>Applies weight decay to the parameters, or to the gradients that it returns.</summary>
    private protected abstract Tensor[] Decay(Tensor[] parameters, Tensor[] gradients, double weight_decay, double lr);

    private protected override void Update(OptimizerOptions options, Tensor[] parameters, Tensor[] gradients, OptimizerState[] states)
    {
        var o = (Options)options;
        var (lr, eps) = (o.LearningRate!.Value, o.eps!.Value);
        var (beta1, beta2) = (o.beta1!.Value, o.beta2!.Value);
        if (o.maximize == true) gradients = Aten.CallMany("_foreach_neg", gradients);
        if (o.weight_decay is > 0 and { } decay) gradients = Decay(parameters, gradients, decay, lr);

        var adam = Array.ConvertAll(states, s => ((State)s).Stepped(o.amsgrad == true));
        var means = Array.ConvertAll(adam, s => s.exp_avg!);
        var squares = Array.ConvertAll(adam, s => s.exp_avg_sq!);
        Aten.Run("_foreach_mul_.Scalar", means, beta1);
        Aten.Run("_foreach_add_.List", means, gradients, 1 - beta1);
        Aten.Run("_foreach_mul_.Scalar", squares, beta2);
        Aten.Run("_foreach_addcmul_.Scalar", squares, gradients, gradients, 1 - beta2);

        // parameters that joined late, or had no gradient at times, have other step counts
        foreach (var peers in Enumerable.Range(0, adam.Length).GroupBy(k => adam[k].step))
        {
            Tensor[] Of(Tensor[] all) => [.. peers.Select(k => all[k])];
            var roots = Aten.CallMany("_foreach_sqrt", o.amsgrad == true ? Largest(peers.Select(k => adam[k])) : Of(squares));
            Aten.Run("_foreach_div_.Scalar", roots, Math.Sqrt(1 - Math.Pow(beta2, peers.Key)));
            Aten.Run("_foreach_add_.Scalar", roots, eps);
            Aten.Run("_foreach_addcdiv_.Scalar", Of(parameters), Of(means), roots, -lr / (1 - Math.Pow(beta1, peers.Key)));
        }
    }

    private static Tensor[] Largest(IEnumerable<State> states) =>
        [.. states.Select(s => s.max_exp_avg_sq = Aten.Call("maximum", s.max_exp_avg_sq!, s.exp_avg_sq!))];

    /// <summary>What steers the descent.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Everything left to the optimizer.</summary>
        public Options() : base(6) { }

        internal Options(double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize) : this()
        {
            (LearningRate, this.beta1, this.beta2, this.eps) = (lr, beta1, beta2, eps);
            (this.weight_decay, this.amsgrad, this.maximize) = (weight_decay, amsgrad, maximize);
        }

        /// <summary>The decay of the gradient's mean.</summary>
        public double? beta1 { get => this[0]; set => this[0] = value; }

        /// <summary>The decay of the squared gradient's mean.</summary>
        public double? beta2 { get => this[1]; set => this[1] = value; }

        /// <summary>Added to the root in the denominator.</summary>
        public double? eps { get => this[2]; set => this[2] = value; }

        /// <summary>The strength of the pull to zero.</summary>
        public double? weight_decay { get => this[3]; set => this[3] = value; }

        /// <summary>Whether the denominator never shrinks.</summary>
        public bool? amsgrad { get => Flag(4); set => SetFlag(4, value); }

        /// <summary>Whether to climb instead.</summary>
        public bool? maximize { get => Flag(5); set => SetFlag(5, value); }

        internal void ThrowIfInvalid()
        {
            if (!(LearningRate >= 0)) throw new ArgumentException($"The learning rate must not be negative, got {LearningRate}.");
            if (!(beta1 is >= 0 and < 1 && beta2 is >= 0 and < 1)) throw new ArgumentException($"The betas must lie in [0, 1), got {beta1} and {beta2}.");
            if (!(eps >= 0)) throw new ArgumentException($"eps must not be negative, got {eps}.");
            if (!(weight_decay >= 0)) throw new ArgumentException($"The weight decay must not be negative, got {weight_decay}.");
        }
    }

    /// <summary>What is remembered of a parameter.</summary>
    public class State : OptimizerState
    {
        /// <summary>The state of a parameter never stepped.</summary>
        public State(Parameter parameter) : base(parameter, 3) { }

        /// <summary>How many steps were taken.</summary>
        public long step { get => Steps; set => Steps = value; }

        /// <summary>The decaying mean of the gradient; null before the first step.</summary>
        public Tensor? exp_avg { get => this[0]; set => this[0] = value; }

        /// <summary>The decaying mean of the squared gradient; null before the first step.</summary>
        public Tensor? exp_avg_sq { get => this[1]; set => this[1] = value; }

        /// <summary>The largest <see cref="exp_avg_sq"/> so far; null without amsgrad.</summary>
        public Tensor? max_exp_avg_sq { get => this[2]; set => this[2] = value; }

        internal State Stepped(bool amsgrad)
        {
            step++;
            exp_avg ??= Zeros();
            exp_avg_sq ??= Zeros();
            if (amsgrad) max_exp_avg_sq ??= Zeros();
            return this;
        }
    }

    /// <summary>Parameters with options of their own.</summary>
    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        /// <summary>An empty group.</summary>
        public ParamGroup() { }

        /// <summary>These parameters with these options.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

        /// <summary>These parameters with these values.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options(lr, beta1, beta2, eps, weight_decay, amsgrad, maximize))
        {
        }

        /// <summary>The two decays.</summary>
        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = value;
        }
    }
}
