using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TorchBinding.Tests;

/// <summary>Members written as the listing of TorchSharp's interface writes them; nullability is left out on both sides.</summary>
internal static class Signature
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(long)] = "long",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    /// <summary>A type's name in the listing: nested types after a dot, without the TorchSharp namespace.</summary>
    internal static string ListingName(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return (definition.FullName ?? "").Replace("TorchSharp.", "").Replace('+', '.');
    }

    internal static IEnumerable<string> OfDeclaredMembers(Type type)
    {
        if (type.IsEnum) return [string.Join(", ", Enum.GetValues(type).Cast<object>().Select(v => $"{v}={Convert.ToInt64(v)}"))];
        var isStatic = type is { IsAbstract: true, IsSealed: true };
        return
        [
            .. type.GetConstructors(Declared).Where(_ => !type.IsAbstract).Select(c => $"new({Parameters(c)})"),
            .. type.GetProperties(Declared).Select(Property),
            .. type.GetMethods(Declared).Where(m => !IsAccessor(m) && !IsObjects(m)).Select(m => Method(m, isStatic)),
        ];
    }

    private static bool IsAccessor(MethodInfo m) => m.IsSpecialName && !m.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsObjects(MethodInfo m) =>
        m.GetBaseDefinition().DeclaringType == typeof(object) || m.GetBaseDefinition().DeclaringType == typeof(ValueType);

    private static string Method(MethodInfo m, bool inStaticType)
    {
        var prefix = m.IsStatic && !inStaticType ? "static " : "";
        var generic = m.IsGenericMethod ? $"<{string.Join(",", m.GetGenericArguments().Select(a => a.Name))}>" : "";
        return $"{prefix}{Name(m.ReturnType)} {m.Name}{generic}({Parameters(m)})";
    }

    private static string Property(PropertyInfo p)
    {
        var accessors = p.GetAccessors();
        var prefix = accessors[0].IsStatic ? "static " : "";
        var index = p.GetIndexParameters() is { Length: > 0 } by ? $"[{string.Join(", ", by.Select(i => Name(i.ParameterType)))}]" : "";
        var get = p.GetGetMethod() is null ? "" : "get; ";
        var set = p.GetSetMethod() is null ? "" : "set; ";
        return $"{prefix}{Name(p.PropertyType)} {p.Name}{index} {{ {get}{set}}}";
    }

    private static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select(p =>
            (isExtension && p.Position == 0 ? "this " : "") +
            (p.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "") +
            $"{Name(p.ParameterType)} {p.Name}" + Default(p)));
    }

    private static string Default(ParameterInfo p) => !p.HasDefaultValue ? "" : " = " + p.RawDefaultValue switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string s => $"\"{s}\"",
        Enum e => Convert.ToInt64(e).ToString(),
        IFormattable n => n.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (type.IsByRef) return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value);
        if (!type.IsGenericType) return type.Name;
        // a type nested in a generic one has no arguments of its own
        var tick = type.Name.IndexOf('`');
        return tick < 0 ? type.Name : $"{type.Name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
