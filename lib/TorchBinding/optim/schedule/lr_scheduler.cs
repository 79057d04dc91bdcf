using static TorchSharp.torch.optim.lr_scheduler.impl;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Decays at regular intervals; see <see cref="impl.StepLR"/>.</summary>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new StepLR(optimizer, step_size, gamma, last_epoch, verbose);

            /// <summary>Decays at milestones; see <see cref="impl.MultiStepLR"/>.</summary>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

            /// <summary>Decays every epoch; see <see cref="impl.ExponentialLR"/>.</summary>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new ExponentialLR(optimizer, gamma, last_epoch, verbose);

            /// <summary>Half a cosine down; see <see cref="impl.CosineAnnealingLR"/>.</summary>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            /// <summary>A reduced rate at first; see <see cref="impl.ConstantLR"/>.</summary>
            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new ConstantLR(optimizer, factor, total_iters, last_epoch, verbose);

            /// <summary>A linear warm-up; see <see cref="impl.LinearLR"/>.</summary>
            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5,
                int last_epoch = -1, bool verbose = false) =>
                new LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            /// <summary>Any function of the epoch; see <see cref="impl.LambdaLR"/>.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            /// <summary>One schedule after the other; see <see cref="impl.SequentialLR"/>.</summary>
            public static LRScheduler SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1) =>
                new SequentialLR(optimizer, schedulers, milestones, last_epoch);

            /// <summary>Up and down once, momentum the opposite way; see <see cref="impl.OneCycleLR"/>.</summary>
            public static LRScheduler OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                double pct_start = 0.3, OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos, bool cycle_momentum = true,
                double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4,
                bool three_phase = false, int last_epoch = -1, bool verbose = false) =>
                new OneCycleLR(optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum,
                    base_momentum, max_momentum, div_factor, final_div_factor, three_phase, last_epoch, verbose);
        }
    }
}
