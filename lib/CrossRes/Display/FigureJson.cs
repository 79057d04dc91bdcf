using System.Globalization;
using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Plotly.NET;

namespace CrossRes.Display;

/// <summary>
/// A chart as Plotly's JSON. Numbers are rounded where the eye cannot tell, those that are not finite are gaps, and a
/// chart that says nothing of its look or size gets ours.
/// </summary>
internal sealed class FigureJson
{
    private const int Width = 720, Height = 440;
    // As Plotly.NET's own, but: it looks for what it is inside already, which by value, as Plotly.NET's objects
    // compare,
    // takes a hundred times longer. Its Globals, which hold it, need F#'s library in one version only: not so in .NET
    // Interactive.
    private static readonly JsonSerializer Serializer = new()
    {
        ReferenceLoopHandling = ReferenceLoopHandling.Serialize, EqualityComparer = ReferenceEqualityComparer.Instance,
    };

    private readonly JsonObject json;

    public FigureJson(GenericChart chart)
    {
        json = Written(new { data = GenericChart.getTraces(chart), layout = GenericChart.getLayout(chart) });
        Layout["width"] ??= Width;
        Layout["height"] ??= Height;
        Layout["template"] ??= Written(FigureStyle.NewTemplate());
        Rounding.Apply(Data);
        Text = json.ToJsonString(); // escapes what would end a script
    }

    public string Text { get; }

    public JsonArray Data => json["data"]!.AsArray();

    public JsonObject Layout => json["layout"]!.AsObject();

    public string Title => TitleOf(Layout);

    /// <summary>In CSS pixels.</summary>
    public (int Width, int Height) Size => ((int)Layout["width"]!, (int)Layout["height"]!);

    /// <summary>What draws it.</summary>
    public PlotlyLibrary Library => PlotlyLibrary.For(Data.Select(trace => (string?)trace!["type"] ?? "scatter"));

    /// <summary>Title, axes and data as text.</summary>
    public override string ToString() => FigureText.Describe(this);

    /// <summary>The title of a layout or of an axis.</summary>
    public static string TitleOf(JsonNode? of) => of?["title"] switch
    {
        JsonObject title => (string?)title["text"] ?? "",
        JsonValue title => title.ToString(),
        _ => "",
    };

    private static JsonObject Written(object value)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new GapWriter(text)) Serializer.Serialize(writer, value);
        return JsonNode.Parse(text.ToString())!.AsObject();
    }

    // Plotly takes null for a gap, and the text "NaN", which would be written without this, for a category.
    private sealed class GapWriter(TextWriter text) : JsonTextWriter(text)
    {
        public override void WriteValue(double value)
        {
            if (double.IsFinite(value)) base.WriteValue(value);
            else WriteNull();
        }

        public override void WriteValue(float value)
        {
            if (float.IsFinite(value)) base.WriteValue(value);
            else WriteNull();
        }

        public override void WriteValue(double? value)
        {
            if (value is { } number) WriteValue(number);
            else WriteNull();
        }

        public override void WriteValue(float? value)
        {
            if (value is { } number) WriteValue(number);
            else WriteNull();
        }
    }
}
