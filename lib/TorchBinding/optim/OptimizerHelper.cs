using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>
/// What all optimizers share: groups, state, and a step that hands each group's tensors as lists to ATen's foreach
/// operators, so that a step costs a handful of native calls whatever the number of parameters.
/// </summary>
public abstract class OptimizerHelper : Optimizer
{
    private readonly List<Members> _groups = [];
    private readonly OptimizerOptions _defaults;

    private sealed record Members(ParamGroup Group, Parameter[] Parameters, OptimizerState[] States);

    private protected OptimizerHelper(OptimizerOptions defaults) => _defaults = defaults;

    private protected abstract OptimizerOptions NewOptions();

    private protected abstract OptimizerState NewState(Parameter parameter);

    /// <summary>Updates parameters of one group from their gradients; called without autograd, in a dispose scope.</summary>
    private protected abstract void Update(OptimizerOptions options, Tensor[] parameters, Tensor[] gradients, OptimizerState[] states);

    /// <inheritdoc/>
    public override IEnumerable<ILearningRateController> ParamGroups => _groups.Select(g => g.Group);

    /// <inheritdoc/>
    public override IEnumerable<Parameter> parameters() => _groups.SelectMany(g => g.Parameters);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A parameter is already in a group.</exception>
    public override void add_param_group(ParamGroup param_group)
    {
        var members = param_group.Parameters.ToArray();
        if (parameters().Concat(members).GroupBy(p => p, ReferenceEqualityComparer.Instance).Any(same => same.Count() > 1))
            throw new ArgumentException("A parameter may be in one group only, once.", nameof(param_group));
        param_group.Options ??= NewOptions();
        param_group.Options.FillFrom(_defaults);
        _groups.Add(new(param_group, members, Array.ConvertAll(members, NewState)));
    }

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
        {
            using var __ = enable_grad();
            loss = closure();
        }
        using var _ = no_grad();
        foreach (var (group, members, states) in _groups)
        {
            using var scope = NewDisposeScope();
            var gradients = Array.ConvertAll(members, p => p.grad);
            var with = Enumerable.Range(0, members.Length).Where(k => gradients[k] is not null).ToArray();
            if (with.Length > 0)
                Update(group.Options!, Array.ConvertAll(with, k => (Tensor)members[k]), Array.ConvertAll(with, k => gradients[k]!),
                    Array.ConvertAll(with, k => states[k]));
        }
        return loss;
    }

    /// <inheritdoc/>
    public override void zero_grad()
    {
        foreach (var parameter in parameters()) parameter.ClearGradient(drop: true);
    }

    /// <summary>Moves the state, after the parameters have moved.</summary>
    public void to(Device device)
    {
        foreach (var state in _groups.SelectMany(g => g.States)) state.to(device);
    }

    /// <summary>The options and the state.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var (group, _, states) in _groups)
        {
            dictionary.Options.Add(group.Options!);
            dictionary.StateIndexRef.Add([.. Enumerable.Range(dictionary.State.Count, states.Length)]);
            dictionary.State.AddRange(states);
        }
        return dictionary;
    }

    /// <summary>Copies the options and the state of an optimizer over parameters of the same shapes.</summary>
    /// <exception cref="ArgumentException">The groups, or their sizes, differ.</exception>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = this.state_dict();
        ThrowIfOther(own, [.. state_dict.StateIndexRef.Select(group => group.Count)]);
        foreach (var (options, source) in own.Options.Zip(state_dict.Options)) options.LoadStateDict(source);
        foreach (var (state, source) in own.State.Zip(state_dict.State)) state.LoadStateDict(source);
    }

    /// <summary>Writes options and state to a file that continues training bit for bit.</summary>
    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    /// <summary>Writes options and state.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        var own = state_dict();
        writer.Write(GetType().Name);
        writer.Write(own.StateIndexRef.Count);
        foreach (var group in own.StateIndexRef) writer.Write(group.Count);
        foreach (var options in own.Options) options.SaveStateDict(writer);
        foreach (var state in own.State) state.SaveStateDict(writer);
        writer.Flush();
    }

    /// <summary>Reads a file written by <see cref="save_state_dict(string)"/>.</summary>
    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        try
        {
            load_state_dict(reader);
        }
        catch (Exception fault) when (fault is IOException or FormatException or InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException($"{location} is not a state of this optimizer: {fault.Message}", fault);
        }
    }

    /// <summary>Reads what <see cref="save_state_dict(BinaryWriter)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It was written by another kind of optimizer.</exception>
    /// <exception cref="ArgumentException">The groups, or their sizes, differ.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        var kind = reader.ReadString();
        if (kind != GetType().Name) throw new InvalidDataException($"written by {kind}, not by {GetType().Name}");
        var own = state_dict();
        var groups = reader.ReadInt32();
        if (groups != own.Options.Count) throw Differ(own, $"{groups} groups");
        ThrowIfOther(own, [.. Enumerable.Range(0, groups).Select(_ => reader.ReadInt32())]);
        foreach (var options in own.Options) options.LoadStateDict(reader);
        foreach (var state in own.State) state.LoadStateDict(reader);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (var state in _groups.SelectMany(g => g.States)) state.Dispose();
    }

    private static void ThrowIfOther(StateDictionary own, int[] sizes)
    {
        if (!own.StateIndexRef.Select(group => group.Count).SequenceEqual(sizes))
            throw Differ(own, $"groups of {string.Join(", ", sizes)} parameters");
    }

    private static ArgumentException Differ(StateDictionary own, string found) =>
        new($"The state is of {found}; this optimizer has groups of {string.Join(", ", own.StateIndexRef.Select(g => g.Count))} parameters.");
}
