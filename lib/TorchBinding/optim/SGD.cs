using TorchSharp.Door;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>
/// Gradient descent. With g the gradient plus weight_decay·x: the buffer starts as g and becomes momentum·buffer +
/// (1 - dampening)·g; the step is -lr times the buffer, or times g + momentum·buffer (Nesterov), or times g (no momentum).
/// </summary>
public class SGD : OptimizerHelper, IMomentum
{
    /// <summary>Optimizes parameters.</summary>
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>Optimizes groups of parameters with options of their own.</summary>
    /// <exception cref="ArgumentException">A value is negative, or Nesterov is wanted without momentum or with dampening.</exception>
    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : base(new Options(lr, momentum, dampening, weight_decay, nesterov, maximize))
    {
        if (!(lr >= 0)) throw new ArgumentException($"The learning rate must not be negative, got {lr}.", nameof(lr));
        if (!(momentum >= 0)) throw new ArgumentException($"The momentum must not be negative, got {momentum}.", nameof(momentum));
        if (!(weight_decay >= 0)) throw new ArgumentException($"The weight decay must not be negative, got {weight_decay}.", nameof(weight_decay));
        if (nesterov && (momentum == 0 || dampening != 0)) throw new ArgumentException("Nesterov needs a momentum, and no dampening.", nameof(nesterov));
        foreach (var group in parameters) add_param_group(group);
    }

    /// <summary>The momentum of the first group; setting it sets that of all.</summary>
    public double Momentum
    {
        get => ParamGroups.Cast<IMomentum>().First().Momentum;
        set
        {
            foreach (var group in ParamGroups.Cast<IMomentum>()) group.Momentum = value;
        }
    }

    private protected override OptimizerOptions NewOptions() => new Options();

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private protected override void Update(OptimizerOptions options, Tensor[] parameters, Tensor[] gradients, OptimizerState[] states)
    {
        var o = (Options)options;
        if (o.maximize == true) gradients = Aten.CallMany("_foreach_neg", gradients);
        if (o.weight_decay is > 0 and { } decay) gradients = Aten.CallMany("_foreach_add.List", gradients, parameters, decay);
        if (o.momentum is > 0 and { } momentum) gradients = Accelerate(gradients, Array.ConvertAll(states, s => (State)s), momentum, o);
        Aten.Run("_foreach_add_.List", parameters, gradients, -o.LearningRate!.Value);
    }

    private static Tensor[] Accelerate(Tensor[] gradients, State[] states, double momentum, Options options)
    {
        var seen = Array.ConvertAll(states, s => s.momentum_buffer is not null);
        var old = states.Where((_, k) => seen[k]).Select(s => s.momentum_buffer!).ToArray();
        if (old.Length > 0)
        {
            Aten.Run("_foreach_mul_.Scalar", old, momentum);
            Aten.Run("_foreach_add_.List", old, gradients.Where((_, k) => seen[k]).ToArray(), 1 - options.dampening!.Value);
        }
        for (var k = 0; k < states.Length; k++)
            if (!seen[k]) states[k].momentum_buffer = gradients[k].clone();
        var buffers = Array.ConvertAll(states, s => s.momentum_buffer!);
        return options.nesterov == true ? Aten.CallMany("_foreach_add.List", gradients, buffers, momentum) : buffers;
    }

    /// <summary>What steers the descent.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>Everything left to the optimizer.</summary>
        public Options() : base(5) { }

        internal Options(double lr, double momentum, double dampening, double weight_decay, bool nesterov, bool maximize) : this()
        {
            (LearningRate, this.momentum, this.dampening) = (lr, momentum, dampening);
            (this.weight_decay, this.nesterov, this.maximize) = (weight_decay, nesterov, maximize);
        }

        /// <summary>The share of the buffer that is kept.</summary>
        public double? momentum { get => this[0]; set => this[0] = value; }

        /// <summary>The share of the gradient that is not added to the buffer.</summary>
        public double? dampening { get => this[1]; set => this[1] = value; }

        /// <summary>How much of the parameter is added to its gradient.</summary>
        public double? weight_decay { get => this[2]; set => this[2] = value; }

        /// <summary>Whether the step looks ahead.</summary>
        public bool? nesterov { get => Flag(3); set => SetFlag(3, value); }

        /// <summary>Whether to climb instead.</summary>
        public bool? maximize { get => Flag(4); set => SetFlag(4, value); }
    }

    /// <summary>What is remembered of a parameter.</summary>
    public class State : OptimizerState
    {
        /// <summary>The state of a parameter never stepped.</summary>
        public State(Parameter parameter) : base(parameter, 1) { }

        /// <summary>The buffer; null before the first step with momentum.</summary>
        public Tensor? momentum_buffer { get => this[0]; set => this[0] = value; }
    }

    /// <summary>Parameters with options of their own.</summary>
    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        /// <summary>An empty group.</summary>
        public ParamGroup() { }

        /// <summary>These parameters with these options.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

        /// <summary>These parameters with these values.</summary>
        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0,
            double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new Options(lr, momentum, dampening, weight_decay, nesterov, maximize))
        {
        }

        /// <summary>The share of the buffer that is kept.</summary>
        public double Momentum { get => Options.momentum!.Value; set => Options.momentum = value; }
    }
}
