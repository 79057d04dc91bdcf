using System.Text.Json.Nodes;

namespace CSharpKernel.Jupyter;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    /// <summary>The name that the notebooks carry: .NET Interactive's, so that they open there too.</summary>
    internal const string Name = ".net-csharp", DisplayName = ".NET (C#)";

    internal static JsonObject Reply() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = Message.Protocol,
        ["implementation"] = "CSharpKernel",
        ["implementation_version"] = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3),
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#", ["version"] = "14.0", ["mimetype"] = "text/x-csharp", ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        },
        ["banner"] = "C# in notebooks. #r \"file.dll\", #!import \"file\", #!time, display(...), HTML(...)",
        ["debugger"] = false,
        ["help_links"] = new JsonArray(),
    };
}
