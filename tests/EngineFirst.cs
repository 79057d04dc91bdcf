using System.Runtime.CompilerServices;
using CrossRes.Engine;

namespace Tests;

/// <summary>Tests run in any order, and one that touches nothing of CrossRes before TorchSharp may be the first.</summary>
internal static class EngineFirst
{
    [ModuleInitializer]
    internal static void Load() => NativeEngine.Load();
}
