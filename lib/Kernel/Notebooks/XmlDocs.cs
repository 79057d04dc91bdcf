using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace CSharpKernel.Notebooks;

/// <summary>The documentation that a build left beside an assembly; read when it is first asked for.</summary>
internal sealed class XmlDocs(string assembly) : DocumentationProvider
{
    private readonly string path = Path.ChangeExtension(assembly, ".xml");
    private readonly Lazy<Dictionary<string, XElement>> members =
        new(() => Read(Path.ChangeExtension(assembly, ".xml")));

    /// <summary>A member's summary as one line of text; empty where there is none.</summary>
    internal static string Summary(string? xml)
    {
        if (string.IsNullOrWhiteSpace(xml)) return "";
        try
        {
            var text = string.Concat((XElement.Parse(xml).Element("summary")?.DescendantNodes() ?? []).Select(Text));
            return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        catch (XmlException)
        {
            return "";
        }
    }

    public override bool Equals(object? other) => other is XmlDocs docs && docs.path == path;

    public override int GetHashCode() => path.GetHashCode(StringComparison.Ordinal);

    protected override string? GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture,
        CancellationToken cancellationToken = default) =>
        members.Value.GetValueOrDefault(documentationMemberID)?.ToString();

    private static Dictionary<string, XElement> Read(string path)
    {
        if (!File.Exists(path)) return [];
        try
        {
            return XElement.Load(path).Descendants("member").Where(m => m.Attribute("name") is not null)
                .DistinctBy(m => m.Attribute("name")!.Value).ToDictionary(m => m.Attribute("name")!.Value);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return []; // help is help; it may be missing
        }
    }

    // Of a reference the name's last part: "M:Space.Type.Method(System.Int32)" is Method.
    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } e
            when (e.Attribute("cref") ?? e.Attribute("langword") ?? e.Attribute("name")) is { Value: var name } =>
            name.Split('(')[0].Split('.', ':')[^1].Split('`')[0],
        _ => "",
    };
}
