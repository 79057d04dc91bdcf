using System.Text;
using System.Text.RegularExpressions;

namespace Repro.Terminal;

/// <summary>Formulas in LaTeX, as far as the methods use it, as a line of text.</summary>
public sealed partial class PlainFormula
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["sum"] = "Σ", ["prod"] = "Π", ["alpha"] = "α", ["beta"] = "β", ["gamma"] = "γ", ["delta"] = "δ",
        ["epsilon"] = "ε", ["rho"] = "ρ", ["tau"] = "τ", ["theta"] = "θ",
        ["lambda"] = "λ", ["mu"] = "μ", ["pi"] = "π", ["psi"] = "ψ", ["sigma"] = "σ", ["lVert"] = "‖", ["rVert"] = "‖",
        ["Vert"] = "‖",
        ["langle"] = "⟨", ["rangle"] = "⟩", ["angle"] = "∠", ["cdot"] = "·", ["in"] = "∈", ["le"] = "≤", ["ne"] = "≠",
        ["ge"] = "≥", ["propto"] = " ∝ ",
        ["top"] = "ᵀ", ["quad"] = " ", [","] = " ", [" "] = " ", ["big"] = "", ["Big"] = "",
        ["log"] = "log ", ["cos"] = "cos ", ["exp"] = "exp ", ["min"] = "min", ["max"] = "max",
    };

    private readonly string latex;
    private int at;

    private PlainFormula(string latex) => this.latex = latex;

    /// <exception cref="FormatException">A command is not known, or a group has no end.</exception>
    public static string From(string latex)
    {
        var line = Gaps().Replace(new PlainFormula(latex).Until('\0'), " ").Replace(" ,", ",").Replace(" )",
            ")").Replace(" ]", "]");
        return AfterBracket().Replace(Function().Replace(line, "$1$2"), " ").Trim();
    }

    private string Until(char end)
    {
        var text = new StringBuilder();
        while (at < latex.Length && latex[at] != end)
            text.Append(end == '\0' && latex[at] == '=' ? $" {latex[at++]} " : Item());
        if (end != '\0' && at++ == latex.Length)
            throw new FormatException($"a group of the formula {latex} has no end");
        return text.ToString();
    }

    private string Item() => latex[at] switch
    {
        '^' => Script('^') switch { "2" => "²", "3" => "³", "ᵀ" => "ᵀ", var up => "^" + Grouped(up) },
        '_' => "_" + Grouped(Script('_')),
        _ => Symbol(),
    };

    private string Script(char mark)
    {
        if (latex[at++] != mark || at == latex.Length)
            throw new FormatException($"a script of the formula {latex} is missing");
        return Symbol();
    }

    /// <summary>One sign, group or command, the scripts of a sum included.</summary>
    private string Symbol()
    {
        var sign = latex[at++];
        if (sign == '{')
            return Until('}');
        if (sign != '\\')
            return sign.ToString();
        var start = at++;
        while (char.IsLetter(latex[start]) && at < latex.Length && char.IsLetter(latex[at]))
            at++;
        var command = latex[start..at];
        while (char.IsLetter(command[0]) && at < latex.Length && latex[at] == ' ')
            at++;
        switch (command)
        {
            case "frac" or "tfrac":
                return $"{Grouped(Symbol())}/{Grouped(Symbol())} ";
            case "mathrm" or "mathcal" or "text":
                return Symbol();
            case "log" when latex.AsSpan(at).StartsWith(@"\frac"):
                return $"log({Symbol().Trim()}) ";
            case "hat":
                return Symbol() + "\u0302";
        }
        var word = Words.TryGetValue(command, out var known)
            ? known : throw new FormatException($"\\{command} in the formula {latex} is not known");
        if (command is not ("sum" or "prod" or "min" or "max"))
            return word;
        while (at < latex.Length && latex[at] is '_' or '^')
            word += Item();
        return word + " ";
    }

    private static string Grouped(string text) => Simple().IsMatch(text.Trim()) ? text.Trim() : $"({text.Trim()})";

    [GeneratedRegex(@"^(\w[²³]?|\d+|[+]|‖[^‖]*‖(_\w)?)$")]
    private static partial Regex Simple();

    [GeneratedRegex(@"\b(log|cos|exp) ([(\[])")]
    private static partial Regex Function();

    [GeneratedRegex(@"(?<=[\w)])(?=log[ (])")]
    private static partial Regex AfterBracket();

    [GeneratedRegex(" +")]
    private static partial Regex Gaps();
}
