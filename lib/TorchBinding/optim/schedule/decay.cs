namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The schedules themselves; make them with the functions of <see cref="lr_scheduler"/>.</summary>
            public static partial class impl
            {
                /// <summary>initial · gamma^⌊epoch / step_size⌋.</summary>
                public class StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose)
                {
                    private readonly int _interval = step_size > 0
                        ? step_size
                        : throw new ArgumentException($"step_size must be positive, got {step_size}.", nameof(step_size));

                    private protected override double Rate(int group, double initial, int epoch) => initial * Math.Pow(gamma, epoch / _interval);
                }

                /// <summary>initial · gamma^(number of milestones reached); one listed twice counts twice.</summary>
                public class MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose)
                {
                    private protected override double Rate(int group, double initial, int epoch) =>
                        initial * Math.Pow(gamma, milestones.Count(m => m <= epoch));
                }

                /// <summary>initial · gamma^epoch.</summary>
                public class ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose)
                {
                    private protected override double Rate(int group, double initial, int epoch) => initial * Math.Pow(gamma, epoch);
                }

                /// <summary>eta_min + (initial - eta_min)(1 + cos(π · epoch / T_max)) / 2; rises again after T_max.</summary>
                public class CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose)
                {
                    private readonly double _descent = T_max > 0
                        ? T_max
                        : throw new ArgumentException($"T_max must be positive, got {T_max}.", nameof(T_max));

                    private protected override double Rate(int group, double initial, int epoch) =>
                        eta_min + (initial - eta_min) * (1 + Math.Cos(Math.PI * epoch / _descent)) / 2;
                }

                /// <summary>factor · initial before epoch total_iters, then initial.</summary>
                public class ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose)
                {
                    private protected override double Rate(int group, double initial, int epoch) => epoch < total_iters ? initial * factor : initial;
                }

                /// <summary>initial times a factor that goes linearly from start_factor to end_factor in total_iters epochs.</summary>
                public class LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5,
                    int last_epoch = -1, bool verbose = false) : LRScheduler(optimizer, last_epoch, verbose)
                {
                    private protected override double Rate(int group, double initial, int epoch) =>
                        initial * (epoch < total_iters ? start_factor + (end_factor - start_factor) * epoch / total_iters : end_factor);
                }

                /// <summary>initial times any function of the epoch.</summary>
                public class LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                    : LRScheduler(optimizer, last_epoch, verbose)
                {
                    private readonly Func<int, double>[] _factors = [.. lr_lambdas];

                    /// <summary>One function for all groups.</summary>
                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, optimizer.ParamGroups.Select(_ => lr_lambda), last_epoch, verbose)
                    {
                    }

                    private protected override double Rate(int group, double initial, int epoch) => initial * _factors[group](epoch);
                }
            }
        }
    }
}
