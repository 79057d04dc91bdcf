namespace CrossRes.Tests.Losses;

/// <summary>Says which losses a test computes from their formulas, for want of reference cases.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ChecksAttribute(params string[] losses) : Attribute
{
    public string[] Losses => losses;

    /// <summary>Every loss that any test computes.</summary>
    public static IEnumerable<string> All => typeof(ChecksAttribute).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributes(typeof(ChecksAttribute), inherit: false))
        .SelectMany(checks => ((ChecksAttribute)checks).Losses);
}
