using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers and their schedules.</summary>
    public static partial class optim
    {
        /// <summary>Changes parameters along their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            /// <summary>The groups of parameters, for a schedule to set their rates.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => [];

            /// <summary>One update from the gradients at hand.</summary>
            /// <param name="closure">Recomputes loss and gradients first, if given.</param>
            /// <returns>The closure's loss, or null.</returns>
            public abstract Tensor? step(Func<Tensor>? closure = null);

            /// <summary>Drops the gradients of all parameters.</summary>
            public abstract void zero_grad();

            /// <summary>Adds parameters; options they leave open are the optimizer's.</summary>
            public abstract void add_param_group(ParamGroup param_group);

            /// <summary>The parameters of all groups.</summary>
            public abstract IEnumerable<Parameter> parameters();

            /// <summary>Frees the state; parameters are left alone.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees the state.</summary>
            protected virtual void Dispose(bool disposing) { }

            /// <summary>An optimizer's options per group and state per parameter; not a copy.</summary>
            public class StateDictionary
            {
                internal StateDictionary() { }

                /// <summary>The options of each group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>The state of each parameter, group after group.</summary>
                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, the positions in <see cref="State"/> of its parameters.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }

        /// <summary>Something with a learning rate.</summary>
        public interface ILearningRateController
        {
            /// <summary>The rate of the next step.</summary>
            double LearningRate { get; set; }

            /// <summary>The rate that schedules start from.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>Something with a momentum.</summary>
        public interface IMomentum
        {
            /// <summary>The share of the last update that is kept.</summary>
            double Momentum { get; set; }
        }

        /// <summary>Something with two decay rates in place of a momentum.</summary>
        public interface IBetas
        {
            /// <summary>The decay of the gradient's mean and of its square's.</summary>
            (double, double) Betas { get; set; }
        }
    }
}
