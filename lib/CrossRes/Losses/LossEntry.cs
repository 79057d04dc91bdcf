using System.Globalization;
using System.Reflection;

namespace CrossRes.Losses;

/// <summary>A loss as the registry shows it.</summary>
/// <param name="Name">Key in recipes and on the command line.</param>
/// <param name="Paper">Who proposed it, and which equation.</param>
/// <param name="Formula">In LaTeX; s and t are student and teacher, N the batch.</param>
/// <param name="Type">Its class.</param>
public sealed record LossEntry(string Name, string Paper, string Formula, Type Type)
{
    private readonly ConstructorInfo constructor = Type.GetConstructors() is [var one]
        ? one
        : throw new ArgumentException($"{Type.Name} needs one public constructor: its parameters are the options");

    /// <summary>What it looks at: the folder of its file. Empty for a loss of your own.</summary>
    public string Family { get; private init; } = "";

    /// <summary>What a recipe multiplies it with.</summary>
    public LossWeight Weight { get; private init; } = new(1, "our choice");

    /// <summary>Names of the reference cases that it agrees with, in value and gradient; a test checks them.</summary>
    public IReadOnlyList<string> Golden { get; private init; } = [];

    /// <summary>Why there are no reference cases; null where there are.</summary>
    public string? NoReference { get; private init; }

    /// <summary>Its settings with defaults, in the order of its constructor.</summary>
    public IReadOnlyList<LossOption> Options => field ??= [.. constructor.GetParameters().Select(LossOption.From)];

    /// <summary>What a class says of itself with <see cref="LossAttribute"/>.</summary>
    /// <exception cref="ArgumentException">It says nothing.</exception>
    public static LossEntry From<T>() where T : DistillationLoss => From(typeof(T));

    internal static LossEntry From(Type type)
    {
        var about = LossAttribute.On(type) ?? throw new ArgumentException($"{type.Name} has no [Loss(…)] above it");
        return new(about.Name, about.Paper, about.Formula, type)
        {
            Family = type.Assembly == typeof(LossEntry).Assembly ? about.Family : "",
            Weight = new(about.Weight, about.WeightFrom),
            Golden = about.Golden,
            NoReference = about.NoReference,
        };
    }

    /// <summary>The loss with these settings, its defaults for the others.</summary>
    /// <exception cref="ArgumentException">A setting is unknown or out of range.</exception>
    public DistillationLoss With(IReadOnlyDictionary<string, string> options)
    {
        if (options.Keys.FirstOrDefault(name => Options.All(o => o.Name != name)) is { } unknown)
            throw new ArgumentException(Options.Count == 0
                ? $"loss {Name} has no options, {unknown} was given"
                : $"loss {Name} has no option {unknown}; it has {string.Join(", ", Options.Select(o => o.Name))}");
        try
        {
            object?[] values = [.. constructor.GetParameters().Zip(Options, (parameter, option) =>
                options.TryGetValue(option.Name, out var text)
                    ? option.Parse(text, parameter.ParameterType)
                    : parameter.DefaultValue)];
            return (DistillationLoss)constructor.Invoke(
                BindingFlags.DoNotWrapExceptions, null, values, CultureInfo.InvariantCulture);
        }
        catch (ArgumentException fault)
        {
            throw new ArgumentException($"loss {Name}: {fault.Message}", fault);
        }
    }

    /// <summary>The loss with these settings, made ready for two networks.</summary>
    /// <exception cref="ArgumentException">A setting is unknown or out of range, or networks do not fit.</exception>
    public DistillationLoss With(IReadOnlyDictionary<string, string> options, LossContext context) =>
        With(options).For(context);
}

/// <summary>The usual weight of a loss in a sum, and who chose it.</summary>
public sealed record LossWeight(double Value, string Provenance);
