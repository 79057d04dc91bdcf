namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules that set an optimizer's learning rates.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>
            /// Sets the learning rates as a function of the epoch alone, so that going to an epoch after a resume gives the very
            /// rate of an unbroken run. Epoch 0 is set at construction.
            /// </summary>
            public abstract class LRScheduler
            {
                private readonly ILearningRateController[] _groups;
                private readonly bool _verbose;
                private double[] _last;
                private int _epoch;

                /// <summary>Schedules all groups of an optimizer and sets the rates of epoch last_epoch + 1.</summary>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                    : this(optimizer, last_epoch, verbose, starting: true)
                {
                }

                private protected LRScheduler(Optimizer optimizer, int last_epoch, bool verbose, bool starting)
                {
                    _groups = [.. optimizer.ParamGroups];
                    _last = Rates();
                    (_epoch, _verbose) = (last_epoch, verbose);
                    if (starting) step();
                }

                /// <summary>Goes to the next epoch.</summary>
                public virtual void step() => step(_epoch + 1);

                /// <summary>Goes to an epoch; null for the next.</summary>
                public virtual void step(int? epoch)
                {
                    _epoch = epoch ?? _epoch + 1;
                    Apply(_epoch);
                    var rates = Rates();
                    if (_verbose && !rates.SequenceEqual(_last)) Console.WriteLine($"epoch {_epoch}: learning rate {string.Join(", ", rates)}");
                    _last = rates;
                }

                /// <summary>The rates of the current epoch, one per group.</summary>
                public IEnumerable<double> get_last_lr() => _last;

                /// <summary>Sets what an epoch needs.</summary>
                internal virtual void Apply(int epoch)
                {
                    for (var k = 0; k < _groups.Length; k++)
                        _groups[k].LearningRate = Rate(k, _groups[k].InitialLearningRate, epoch);
                }

                /// <summary>The rate of a group, which starts at <paramref name="initial"/>, in an epoch.</summary>
                private protected virtual double Rate(int group, double initial, int epoch) => initial;

                private double[] Rates() => [.. _groups.Select(g => g.LearningRate)];
            }
        }
    }
}
