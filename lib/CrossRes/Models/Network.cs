using TorchSharp;
using static TorchSharp.torch;

namespace CrossRes.Models;

/// <summary>Networks ready for use on a device.</summary>
public static class Network
{
    /// <summary>A network with the initial weights of a seed.</summary>
    public static Backbone Create(ModelSpec spec, long seed, Device device)
    {
        var network = ModelZoo.Create(spec);
        Initialization.Apply(network, seed);
        return network.to(device);
    }

    /// <summary>A trained network, frozen and in evaluation mode.</summary>
    /// <exception cref="Common.DataFileException">The file is no weights of such a network.</exception>
    public static Backbone Load(ModelSpec spec, string path, Device device)
    {
        var network = ModelZoo.Create(spec);
        Weights.Load(network, path);
        network.to(device);
        network.eval();
        foreach (var parameter in network.parameters()) parameter.requires_grad = false;
        return network;
    }
}
