using DynamicObj;

namespace CrossRes.Display;

/// <summary>
/// Properties by the names that Plotly's reference uses. Plotly.NET's own constructors take up to a hundred optional
/// arguments, all of which C# would have to write.
/// </summary>
internal static class Dynamic
{
    public static T With<T>(this T target, string name, object value) where T : DynamicObj.DynamicObj
    {
        target.SetProperty(name, value);
        return target;
    }

    /// <summary>One property that has properties itself.</summary>
    public static T With<T>(this T target, string name, params IEnumerable<(string Name, object Value)> parts) where T
        : DynamicObj.DynamicObj
    {
        var inner = new DynamicObj.DynamicObj();
        foreach (var part in parts)
            inner.SetProperty(part.Name, part.Value);
        return target.With(name, (object)inner);
    }
}
