namespace CSharpKernel.Notebooks;

/// <summary>The languages that cells of other tools may be written in.</summary>
internal static class Languages
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fsharp"] = "F#", ["f#"] = "F#", ["pwsh"] = "PowerShell", ["powershell"] = "PowerShell", ["python"] = "Python",
        ["python3"] = "Python", ["javascript"] = "JavaScript", ["js"] = "JavaScript", ["html"] = "HTML",
        ["sql"] = "SQL",
        ["kql"] = "KQL", ["markdown"] = "Markdown", ["mermaid"] = "Mermaid", ["http"] = "HTTP", ["r"] = "R",
        ["bash"] = "Bash",
        ["sh"] = "Bash", ["ir"] = "R", ["julia"] = "Julia", ["typescript"] = "TypeScript", ["vbnet"] = "Visual Basic",
    };

    /// <summary>The language of that name, other than C#; null for C# and for what is no language.</summary>
    internal static string? Named(string name) => Names.GetValueOrDefault(name);
}
