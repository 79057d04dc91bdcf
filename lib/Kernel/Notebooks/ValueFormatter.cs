using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace CSharpKernel.Notebooks;

/// <summary>Turns any value into MIME type → content, always with <c>text/plain</c>.</summary>
internal static class ValueFormatter
{
    private const int ListLimit = 100, TableLimit = 50;

    /// <param name="host">Asked first.</param>
    public static IReadOnlyDictionary<string, string> Format(object? value, ICellHost? host = null) => value switch
    {
        not null when host?.View(value) is { } view => Checked(view),
        Markup markup => markup.Render(),
        not null when RegisteredViews.For(value) is { } view => Checked(view),
        Exception error => Plain($"{error.GetType().FullName}: {error.Message}"),
        IDictionary map => Table(["key", "value"], Take(map.Keys, TableLimit, out var more)
            .Select(key => new[] { key, map[key!] }), more),
        string text => Plain(text),
        IEnumerable items => Sequence(items),
        null => Plain("null"),
        _ when HasOwnText(value.GetType()) || Members(value.GetType()) is not { Length: > 0 } => Plain(Text(value)),
        _ => Table(["property", "value"], Members(value.GetType())
            .Select(member => new[] { member.Name, Read(member, value) }), more: false),
    };

    // Broken JSON is the view's error and must stop its cell, not the writing of the notebook.
    private static IReadOnlyDictionary<string, string> Checked(IReadOnlyDictionary<string, string> views)
    {
        foreach (var (_, content) in views.Where(view => view.Key.EndsWith("json", StringComparison.Ordinal)))
            JsonDocument.Parse(content).Dispose();
        return views;
    }

    private static Dictionary<string, string> Plain(string text) => new() { ["text/plain"] = text };

    private static Dictionary<string, string> Sequence(IEnumerable items)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) return Plain("…"); // it holds itself
        var taken = Take(items, ListLimit, out var more);
        var type = taken.FirstOrDefault()?.GetType();
        if (type is null || !IsRow(type) || taken.Any(item => item?.GetType() != type)
            || Members(type) is not { Length: > 0 } members)
            return Plain($"[{string.Join(", ", taken.Select(Text))}{(more ? ", …" : "")}]");

        var rows = taken.Take(TableLimit).Select(item => members.Select(member => Read(member, item!)).ToArray());
        return Table([.. members.Select(member => member.Name)], rows, more || taken.Count > TableLimit);
    }

    private static Dictionary<string, string> Table(string[] header, IEnumerable<object?[]> rows, bool more)
    {
        var plain = new StringBuilder(string.Join('\t', header));
        var html = new StringBuilder("<table><thead><tr>");
        html.AppendJoin("", header.Select(name => $"<th>{Encode(name)}</th>")).Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            plain.Append('\n').AppendJoin('\t', row.Select(Text));
            html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Encode(Text(cell))}</td>")).Append("</tr>");
        }
        if (more)
        {
            plain.Append("\n…");
            html.Append($"<tr><td colspan=\"{header.Length}\">…</td></tr>");
        }
        html.Append("</tbody></table>");
        return new() { ["text/html"] = html.ToString(), ["text/plain"] = plain.ToString() };
    }

    // One item more than the limit tells whether there is more; the source may be endless.
    private static List<object?> Take(IEnumerable items, int limit, out bool more)
    {
        var taken = items.Cast<object?>().Take(limit + 1).ToList();
        more = taken.Count > limit;
        return more ? taken[..limit] : taken;
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => text,
        IEnumerable items => Sequence(items)["text/plain"],
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    // Records and anonymous types have a ToString of the compiler's; a table shows them better.
    private static bool IsRow(Type type) =>
        !HasOwnText(type) || type.Name.Contains("AnonymousType", StringComparison.Ordinal)
        || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private static bool HasOwnText(Type type)
    {
        var owner = type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType;
        return owner != typeof(object) && owner != typeof(ValueType);
    }

    private static PropertyInfo[] Members(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.CanRead && member.GetIndexParameters().Length == 0
                && !member.PropertyType.IsByRefLike && !member.PropertyType.IsPointer)];

    private static object? Read(PropertyInfo member, object owner)
    {
        try
        {
            return member.GetValue(owner);
        }
        catch (TargetInvocationException failed)
        {
            return $"({failed.InnerException!.GetType().Name})";
        }
    }
}
