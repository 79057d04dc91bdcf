using CrossRes.Common;

namespace CrossRes.Data.Mat;

/// <summary>The variables of a MAT-file.</summary>
/// <param name="path">The file, for messages.</param>
public sealed class MatVariables(string path, IReadOnlyDictionary<string, MatValue> values)
{
    /// <summary>A variable; null where there is none of that name.</summary>
    public MatValue? this[string name] => values.GetValueOrDefault(name);

    /// <summary>A variable that must be there.</summary>
    /// <param name="name">Of the variable.</param>
    /// <param name="kind">What it must be, in words.</param>
    /// <exception cref="DataFileException">There is none, or it is something else.</exception>
    public T Wanted<T>(string name, string kind) where T : MatValue => this[name] switch
    {
        T value => value,
        MatUnread unread => throw Fault($"its {name} is {unread.What}, which is not read: a {kind} is expected"),
        null => throw Fault($"has no {kind} {name}"),
        _ => throw Fault($"its {name} is no {kind}"),
    };

    private DataFileException Fault(string problem) => new(path, problem, "fetch the file again");
}
