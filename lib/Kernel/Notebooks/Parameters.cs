using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpKernel.Notebooks;

/// <summary>
/// Values given from outside for the variables of the cell tagged <c>parameters</c>, as C# assignments. The variable's
/// type decides how the text is read: numbers as in C#, without group separators; arrays and lists as JSON.
/// </summary>
internal static class Parameters
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign,
    Real = Whole | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

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
                $"parameter {name} is of type {Name(type)}, and \"{text}\" is no such value; {Form(type)}");
            source.Append(CultureInfo.InvariantCulture, $"\n{name} = {literal};");
        }
        return source.ToString();
    }

    private static string? Literal(string text, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return text == "null" ? "null" : Literal(text, inner);
        if (type == typeof(string))
            return SymbolDisplay.FormatLiteral(text, quote: true);
        if (Element(type) is { } element)
            return Elements(text, element);
        if (type.IsEnum)
            return Enum.TryParse(type, text, ignoreCase: true, out var member) && Enum.IsDefined(type, member!)
                ? $"{type.FullName!.Replace('+', '.')}.{member}" : null;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => bool.TryParse(text, out var flag) ? flag ? "true" : "false" : null,
            TypeCode.Char => text.Length == 1 ? SymbolDisplay.FormatLiteral(text[0], quote: true) : null,
            TypeCode.Double => Parse<double>(text, Real) is { } number && double.IsFinite(number)
                ? Text(number, "R") + "d" : null,
            TypeCode.Single => Parse<float>(text, Real) is { } number && float.IsFinite(number)
                ? Text(number, "R") + "f" : null,
            TypeCode.Decimal => Parse<decimal>(text, Real) is { } number ? Text(number) + "m" : null,
            TypeCode.Int32 => Parse<int>(text, Whole) is { } number ? Text(number) : null,
            TypeCode.Int64 => Parse<long>(text, Whole) is { } number ? Text(number) : null,
            TypeCode.Int16 => Parse<short>(text, Whole) is { } number ? Text(number) : null,
            TypeCode.SByte => Parse<sbyte>(text, Whole) is { } number ? Text(number) : null,
            TypeCode.Byte => Parse<byte>(text, Whole) is { } number ? Text(number) : null,
            TypeCode.UInt16 => Parse<ushort>(text, Whole) is { } number ? Text(number) : null,
            TypeCode.UInt32 => Parse<uint>(text, Whole) is { } number ? Text(number) : null,
            TypeCode.UInt64 => Parse<ulong>(text, Whole) is { } number ? Text(number) : null,
            _ => null,
        };
    }

    private static T? Parse<T>(string text, NumberStyles style) where T : struct, System.Numerics.INumberBase<T> =>
        T.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(IFormattable number, string? format = null) =>
        number.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>
    /// What an array or a list holds, whose values a collection expression can give; null for other types.
    /// </summary>
    private static Type? Element(Type type) => type switch
    {
        { IsArray: true } => type.GetArrayRank() == 1 ? type.GetElementType() : null,
        { IsGenericType: true } when type.GenericTypeArguments is [var element]
            && (type.IsAssignableFrom(typeof(List<>).MakeGenericType(element))
            || type.IsAssignableFrom(typeof(HashSet<>).MakeGenericType(element))) => element,
        _ => null,
    };

    private static string? Elements(string text, Type element)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Array) return null;
            var literals = json.RootElement.EnumerateArray().Select(item => Item(item, element)).ToList();
            return literals.Contains(null) ? null : $"[{string.Join(", ", literals)}]";
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Item(JsonElement item, Type type)
    {
        var wanted = Nullable.GetUnderlyingType(type) ?? type;
        return item.ValueKind switch
        {
            JsonValueKind.Null => wanted != type || !type.IsValueType ? "null" : null,
            JsonValueKind.String => wanted == typeof(string) || wanted.IsEnum || wanted == typeof(char)
                ? Literal(item.GetString()!, wanted) : null,
            _ => wanted == typeof(string) || wanted.IsEnum ? null : Literal(item.GetRawText(), wanted),
        };
    }

    private static string Form(Type type) =>
        Element(type) is not null ? "write it as JSON, such as [1, 2] or [\"a\", \"b\"]"
        : (Nullable.GetUnderlyingType(type) ?? type) is var plain && plain.IsEnum
            ? $"it is one of {string.Join(", ", Enum.GetNames(plain))}"
        : Type.GetTypeCode(plain) switch
        {
            TypeCode.Boolean => "write true or false",
            TypeCode.Double or TypeCode.Single or TypeCode.Decimal =>
                "write it like 0.1 or 1e-3, with a point and without separators of thousands",
            TypeCode.Char => "it is one character",
            >= TypeCode.SByte and <= TypeCode.UInt64 => "write it in digits, without separators of thousands",
            _ => "only text, numbers, true and false, and lists of them can be set",
        };

    private static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? $"{Name(inner)}?"
        : type.IsArray ? $"{Name(type.GetElementType()!)}[]"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GenericTypeArguments.Select(Name))}>"
            : type.Name;
}
