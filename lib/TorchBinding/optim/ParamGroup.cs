using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Parameters that share options.</summary>
public class ParamGroup : ILearningRateController
{
    /// <summary>The parameters.</summary>
    public IEnumerable<Parameter> Parameters { get; set; } = [];

    /// <summary>The options; null until the group is given to an optimizer.</summary>
    public OptimizerOptions? Options { get; set; }

    /// <summary>The rate of the next step.</summary>
    public double LearningRate { get => Known.LearningRate!.Value; set => Known.LearningRate = value; }

    /// <summary>The rate that schedules start from.</summary>
    public double InitialLearningRate { get => Known.InitialLearningRate; set => Known.InitialLearningRate = value; }

    private OptimizerOptions Known => Options ?? throw new InvalidOperationException("This group is not part of an optimizer yet.");
}

/// <summary>Parameters that share options of one optimizer.</summary>
public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
{
    /// <summary>An empty group.</summary>
    public ParamGroup() { }

    /// <summary>These parameters with these options.</summary>
    public ParamGroup(IEnumerable<Parameter> parameters, TOptions? options = null)
    {
        Parameters = parameters;
        base.Options = options;
    }

    /// <summary>The options of this group.</summary>
    public new TOptions Options { get => (TOptions)base.Options!; set => base.Options = value; }
}
