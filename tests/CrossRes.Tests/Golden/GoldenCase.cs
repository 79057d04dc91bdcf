using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Tests.Golden;

/// <summary>One case: what went into a reference implementation and what came out.</summary>
public sealed record GoldenCase(
    string File,
    string Op,
    GoldenParams Params,
    IReadOnlyDictionary<string, GoldenArray> Inputs,
    IReadOnlyDictionary<string, GoldenArray> Expected,
    double RelativeTolerance,
    double AbsoluteTolerance)
{
    /// <summary>Input as float64; a leaf that collects a gradient where asked.</summary>
    public Tensor Float64(string input, bool requiresGrad = false) => Inputs[input].ToFloat64(requiresGrad);

    /// <summary>Input as int64: labels, indices, pixels.</summary>
    public Tensor Int64(string input) => Inputs[input].ToInt64();

    public double Number(string param) => Params.Number(param);

    /// <summary>Reads a case; a <see cref="FormatException"/> names the file and what is wrong in it.</summary>
    public static GoldenCase Parse(string file, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var expected = Arrays(root.GetProperty("expected"));
            if (expected.Count == 0)
                throw new FormatException("\"expected\" is empty");
            return new GoldenCase(
                file,
                root.GetProperty("op").GetString() ?? throw new FormatException("\"op\" is null"),
                new GoldenParams(root.GetProperty("params").Clone()),
                Arrays(root.GetProperty("inputs")),
                expected,
                root.GetProperty("rtol").GetDouble(),
                root.GetProperty("atol").GetDouble());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"malformed golden file {file}: {e.Message}", e);
        }
    }

    private static Dictionary<string, GoldenArray> Arrays(JsonElement named) =>
        named.EnumerateObject().ToDictionary(p => p.Name, p => Array(p.Name, p.Value));

    private static GoldenArray Array(string name, JsonElement value)
    {
        var shape = value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()).ToArray();
        var data = value.GetProperty("data").EnumerateArray().Select(e => e.GetDouble()).ToArray();
        var count = shape.Aggregate(1L, (a, b) => a * b);
        return count == data.Length
            ? new GoldenArray(shape, data)
            : throw new FormatException($"array \"{name}\" has {data.Length} numbers, its shape [{string.Join(", ", shape)}] asks for {count}");
    }
}
