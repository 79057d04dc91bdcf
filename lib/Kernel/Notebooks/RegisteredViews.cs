using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace CSharpKernel.Notebooks;

/// <summary>
/// Views that somebody has registered with .NET Interactive's formatting library for a type of theirs: a package's
/// extension, a cell, or the type itself by its attribute. What that library shows by default is left to the kernel.
/// </summary>
internal static partial class RegisteredViews
{
    private const string Plain = "text/plain", Source = "TypeFormatterSourceAttribute"; // known by its name, as there
    private static readonly ConcurrentDictionary<Type, bool> OwnSource = [];

    /// <summary>MIME type → content; null where nothing is registered for the value's type.</summary>
    internal static IReadOnlyDictionary<string, string>? For(object value)
    {
        var type = value.GetType();
        if (type.IsPrimitive || value is string) return null;
        var registered = Formatter.RegisteredFormatters(includeDefaults: false).Where(formatter =>
            Fits(formatter.Type, type))
            .Select(formatter => formatter.MimeType).ToHashSet();
        var byItself = value is IHtmlContent || OwnSource.GetOrAdd(type, HasSource);
        if (registered.Count == 0 && !byItself) return null;

        IReadOnlyCollection<string> preferred = Formatter.GetPreferredMimeTypesFor(type);
        if (!byItself && preferred.Where(registered.Contains).ToList() is var known) preferred = known.Count > 0
            ? known : registered;
        var views = preferred.Select(mime => (mime, content: value.ToDisplayString(mime))).Where(view =>
            view.content.Length > 0)
            .ToDictionary(view => view.mime, view => view.content);
        if (!views.ContainsKey(Plain)) views[Plain] = value is IHtmlContent
            ? Tag().Replace(views.GetValueOrDefault("text/html", ""), "") : $"{value}";
        return views;
    }

    private static bool HasSource(Type type) =>
        type.GetCustomAttributes(inherit: true).Any(attribute => attribute.GetType().Name == Source);

    private static bool Fits(Type registered, Type type) =>
        registered.IsAssignableFrom(type) || registered.IsGenericTypeDefinition
        && type.GetInterfaces().Concat(Bases(type)).Any(part =>
            part.IsGenericType && part.GetGenericTypeDefinition() == registered);

    private static IEnumerable<Type> Bases(Type? type)
    {
        for (; type is not null; type = type.BaseType) yield return type;
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
