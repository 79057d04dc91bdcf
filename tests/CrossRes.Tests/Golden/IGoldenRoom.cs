using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>Computes by our code what a case expects: name → tensor, at least the names in <c>Expected</c>.</summary>
public delegate IReadOnlyDictionary<string, Tensor> GoldenEvaluator(GoldenCase golden);

/// <summary>The operations that one room of the library answers for. Every implementation is found and used.</summary>
public interface IGoldenRoom
{
    /// <summary>op → evaluator. It runs in a dispose scope of its own.</summary>
    IReadOnlyDictionary<string, GoldenEvaluator> Evaluators { get; }
}
