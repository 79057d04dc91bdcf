using System.Reflection;

namespace TorchSharp;

/// <summary>The name under which a module registers the field that carries this attribute.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    /// <summary>The registered name; null for the field's own.</summary>
    public string? Name { get; set; }
}

/// <summary>Reads <see cref="ComponentNameAttribute"/>.</summary>
public static class FieldInfoExtensionMethods
{
    /// <summary>The name under which a field's value is registered.</summary>
    public static string ComponentName(this FieldInfo field) =>
        field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
}
