namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>
                /// From max_lr / div_factor up to max_lr at step pct_start·total_steps - 1 and down to the start / final_div_factor
                /// at the last step; three_phase first comes down to the start as fast as it went up. Momentum (beta1 of Adam)
                /// goes the opposite way. Step it after each batch.
                /// </summary>
                public class OneCycleLR : LRScheduler
                {
                    /// <summary>The curve between two points.</summary>
                    public enum AnnealStrategy
                    {
                        /// <summary>Half a cosine.</summary>
                        Cos = 0,
                        /// <summary>A line.</summary>
                        Linear = 1,
                    }

                    private readonly Optimizer _optimizer;
                    private readonly int _totalSteps;
                    private readonly AnnealStrategy _strategy;
                    private readonly double[] _ends;
                    private readonly double[][] _rates;
                    private readonly double[][]? _momenta;

                    /// <summary>One cycle, the same for all groups.</summary>
                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4,
                        bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Repeat(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy,
                            cycle_momentum, Repeat(optimizer, base_momentum), Repeat(optimizer, max_momentum), div_factor, final_div_factor,
                            three_phase, last_epoch, verbose)
                    {
                    }

                    /// <summary>One cycle, with peaks per group.</summary>
                    /// <exception cref="ArgumentException">
                    /// The number of steps is not given, a share is outside [0, 1], or the optimizer has no momentum to cycle.
                    /// </exception>
                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, double div_factor = 25,
                        double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose, starting: false)
                    {
                        if (total_steps <= 0 && (epochs <= 0 || steps_per_epoch <= 0))
                            throw new ArgumentException("OneCycleLR needs total_steps, or epochs and steps_per_epoch.", nameof(total_steps));
                        if (!(pct_start is >= 0 and <= 1))
                            throw new ArgumentException($"pct_start must lie in [0, 1], got {pct_start}.", nameof(pct_start));
                        if (cycle_momentum && !optimizer.ParamGroups.All(g => g is IMomentum or IBetas))
                            throw new ArgumentException("cycle_momentum needs an optimizer with momentum or betas.", nameof(optimizer));

                        (_optimizer, _strategy) = (optimizer, anneal_strategy);
                        _totalSteps = total_steps > 0 ? total_steps : epochs * steps_per_epoch;
                        var peak = pct_start * _totalSteps - 1;
                        _ends = three_phase ? [0, peak, 2 * peak, _totalSteps - 1] : [0, peak, _totalSteps - 1];

                        double[] Path(double start, double top, double end) => three_phase ? [start, top, start, end] : [start, top, end];
                        _rates = [.. max_lr.Select(top => Path(top / div_factor, top, top / div_factor / final_div_factor))];
                        if (cycle_momentum)
                            _momenta = [.. (base_momentum ?? Repeat(optimizer, 0.85)).Zip(max_momentum ?? Repeat(optimizer, 0.95),
                                (low, high) => Path(high, low, high))];
                        foreach (var (group, path) in optimizer.ParamGroups.Zip(_rates)) group.InitialLearningRate = path[0];
                        step();
                    }

                    internal override void Apply(int epoch)
                    {
                        if (epoch >= _totalSteps)
                            throw new InvalidOperationException($"OneCycleLR was made for {_totalSteps} steps; step {epoch + 1} is too many.");
                        foreach (var (k, group) in _optimizer.ParamGroups.Index())
                        {
                            group.LearningRate = At(epoch, _rates[k]);
                            if (_momenta is null) continue;
                            var momentum = At(epoch, _momenta[k]);
                            if (group is IMomentum one) one.Momentum = momentum;
                            else if (group is IBetas two) two.Betas = (momentum, two.Betas.Item2);
                        }
                    }

                    private double At(int epoch, double[] path)
                    {
                        var phase = 1;
                        while (phase < _ends.Length - 1 && epoch > _ends[phase]) phase++;
                        var length = _ends[phase] - _ends[phase - 1];
                        // a run so short that it starts at the peak has a first phase of no length
                        var share = length > 0 ? (epoch - _ends[phase - 1]) / length : 1;
                        var (start, end) = (path[phase - 1], path[phase]);
                        return _strategy == AnnealStrategy.Linear
                            ? start + (end - start) * share
                            : end + (start - end) / 2 * (Math.Cos(Math.PI * share) + 1);
                    }

                    private static IEnumerable<double> Repeat(Optimizer optimizer, double value) => optimizer.ParamGroups.Select(_ => value);
                }
            }
        }
    }
}
