using System.Reflection;
using Microsoft.DotNet.Interactive;

namespace CSharpKernel.Notebooks;

/// <summary>Extensions of packages for .NET Interactive: they register how the package's types are shown.</summary>
internal static class Extensions
{
    private static readonly Lazy<CompositeKernel> Kernel = new(() => []);
    private static readonly HashSet<Type> Loaded = [];

    /// <summary>Loads the extensions that assemblies hold, each once in the process.</summary>
    /// <exception cref="IOException">One failed.</exception>
    internal static void Load(IEnumerable<Assembly> assemblies)
    {
        var name = typeof(IKernelExtension).Assembly.GetName().Name;
        foreach (var type in assemblies.Where(a => a.GetReferencedAssemblies().Any(r => r.Name == name))
            .SelectMany(Types))
        {
            lock (Loaded)
                if (!Loaded.Add(type)) continue;
            try
            {
                ((IKernelExtension)Activator.CreateInstance(type)!).OnLoadAsync(Kernel.Value).GetAwaiter().GetResult();
            }
            catch (Exception e)
            {
                throw new IOException(
                    $"{type.Assembly.GetName().Name}: its notebook extension failed: {e.GetBaseException().Message}",
                    e);
            }
        }
    }

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        Type?[] types;
        try
        {
            types = assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            types = partial.Types; // those whose dependencies are there
        }
        return types.OfType<Type>().Where(type =>
            type is { IsClass: true, IsAbstract: false } && typeof(IKernelExtension).IsAssignableFrom(type)
            && type.GetConstructor(Type.EmptyTypes) is not null);
    }
}
