using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpKernel.Notebooks;

/// <summary>
/// Values given from outside for the variables of the cell tagged <c>parameters</c>, as C# assignments.
/// The variable's type decides how the given text is read.
/// </summary>
internal static class Parameters
{
    /// <summary>The source of the injected cell.</summary>
    /// <exception cref="ArgumentException">There is no such variable, or the text is no value of its type.</exception>
    public static string Assignments(IReadOnlyDictionary<string, string> values, Session session)
    {
        var source = new StringBuilder("// Parameters");
        foreach (var (name, text) in values)
        {
            var type = session.TypeOf(name) ?? throw new ArgumentException(
                $"no parameter is called {name}; there are {string.Join(", ", session.Variables)}");
            var literal = Literal(text, type) ?? throw new ArgumentException(
                $"parameter {name} is of type {type.Name}, and \"{text}\" is no such value");
            source.Append(CultureInfo.InvariantCulture, $"\n{name} = {literal};");
        }
        return source.ToString();
    }

    private static string? Literal(string text, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return text == "null" ? "null" : Literal(text, inner);
        if (type.IsArray)
            return Elements(text, type.GetElementType()!);
        if (type == typeof(string))
            return SymbolDisplay.FormatLiteral(text, quote: true);
        if (type.IsEnum)
            return Enum.TryParse(type, text, ignoreCase: true, out var member) && Enum.IsDefined(type, member!)
                ? $"{type.FullName!.Replace('+', '.')}.{member}" : null;
        try
        {
            return Convert.ChangeType(text, type, CultureInfo.InvariantCulture) switch
            {
                double number when double.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture) + "d",
                float number when float.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture) + "f",
                decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
                bool flag => flag ? "true" : "false",
                IFormattable number and (int or long or uint or ulong or short or ushort or byte or sbyte) =>
                    number.ToString(null, CultureInfo.InvariantCulture),
                _ => null,
            };
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException or InvalidCastException)
        {
            return null;
        }
    }

    private static string? Elements(string text, Type type)
    {
        var literals = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Literal(part, type)).ToList();
        return literals.Contains(null) ? null : $"[{string.Join(", ", literals)}]";
    }
}
