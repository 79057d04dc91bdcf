using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CSharpKernel.Jupyter;

/// <summary>Where a client waits for its kernel, as Jupyter writes it to a file.</summary>
/// <param name="Transport">Always <c>tcp</c>.</param>
/// <param name="Key">Secret of the signatures; empty: messages are not signed.</param>
internal sealed record ConnectionFile(
    string Transport, string Ip, int ShellPort, int IopubPort, int StdinPort, int ControlPort, int HbPort, string Key,
    string SignatureScheme)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="InvalidDataException">There is no such file, or it is none of Jupyter's, or asks for another
    /// signature.</exception>
    internal static ConnectionFile Read(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize<ConnectionFile>(File.ReadAllText(path), Json)
                ?? throw new JsonException("it is empty");
            if (file.Transport != "tcp") throw new JsonException(
                $"transport {file.Transport} is not spoken here; tcp is");
            return file.SignatureScheme == "hmac-sha256" || file.Key == ""
                ? file : throw new JsonException(
                    $"signature scheme {file.SignatureScheme} is not known; hmac-sha256 is");
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new InvalidDataException(
                $"{path}: is no connection file ({e.Message.ReplaceLineEndings(" ")}); let Jupyter start the kernel, "
                    + "or pass the file that it wrote", e);
        }
    }

    /// <summary>A kernel's place on this machine, on ports that nobody has.</summary>
    internal static ConnectionFile OnFreePorts(string key)
    {
        TcpListener[] taken = [.. Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (var listener in taken) listener.Start();
        int[] free = [.. taken.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in taken) listener.Stop();
        return new("tcp", "127.0.0.1", free[0], free[1], free[2], free[3], free[4], key, "hmac-sha256");
    }

    internal void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json));

    internal string Address(int port) => $"{Transport}://{Ip}:{port}";
}
