using System.Diagnostics;
using System.Text.Json.Nodes;
using CSharpKernel.Jupyter;
using NetMQ;
using NetMQ.Sockets;
using Xunit;

namespace CSharpKernel.Tests.Jupyter;

/// <summary>A client of one kernel, over the sockets that Jupyter would use.</summary>
internal sealed class KernelClient : IDisposable
{
    private const string Secret = "a secret";
    private const int Tries = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TempFolder folder = new();
    private readonly Dictionary<Channel, NetMQSocket> sockets = [];
    private readonly Wire wire;
    private readonly Thread? server;
    private readonly List<(Channel Channel, Message Message)> aside = []; // answers to other requests

    /// <param name="start">Starts the kernel on a connection file; null: one in this process.</param>
    internal KernelClient(Func<string, Process>? start = null)
    {
        var kernel = start is null ? Listening() : null;
        wire = new Wire(kernel is null ? Secret : File.Key);
        if (kernel is not null)
        {
            server = new Thread(() =>
            {
                using (kernel) kernel.Run();
            });
            server.Start();
            Assert.True(Greets(null));
            return;
        }
        for (var tries = 1; ; tries++) // a port may be taken before the process listens to it
        {
            File = ConnectionFile.OnFreePorts(Secret);
            File.Write(folder["connection.json"]);
            var process = start!(folder["connection.json"]);
            if (Greets(process)) return;
            if (tries == Tries) throw new IOException($"the kernel ends at once: {process.StandardError.ReadToEnd()}");
            Disconnect();
        }
    }

    /// <summary>Connects, asks until the kernel publishes, and reads on until all is silent.</summary>
    /// <returns>False where its process ended instead.</returns>
    private bool Greets(Process? process)
    {
        Connect(Channel.Shell, new DealerSocket(), File.ShellPort);
        Connect(Channel.Control, new DealerSocket(), File.ControlPort);
        Connect(Channel.Stdin, new DealerSocket(), File.StdinPort);
        Connect(Channel.Iopub, new SubscriberSocket(), File.IopubPort);
        for (var clock = Stopwatch.StartNew(); Read(200) is not (Channel.Iopub, _);)
        {
            if (process is { HasExited: true }) return false;
            if (clock.Elapsed > Patience) throw new TimeoutException("the kernel is silent");
            Send(Channel.Shell, "kernel_info_request", []);
        }
        while (Read(200) is not null) { }
        return true;
    }

    private void Disconnect()
    {
        foreach (var socket in sockets.Values)
        {
            socket.Options.Linger = TimeSpan.Zero;
            socket.Dispose();
        }
        sockets.Clear();
    }

    internal ConnectionFile File { get; private set; } = null!;

    internal string Folder => folder.Path;

    /// <returns>The message's id.</returns>
    internal string Send(Channel channel, string type, JsonObject content)
    {
        var message = new Message([], [], [], [], []).Reply(type, "test", content);
        sockets[channel].SendMultipartBytes(wire.ToFrames(message));
        return Message.Text(message.Header, "msg_id");
    }

    internal void SendRaw(Channel channel, params byte[][] frames) => sockets[channel].SendMultipartBytes(frames);

    /// <summary>The next message that came, within the test's patience.</summary>
    internal (Channel Channel, Message Message) Next() =>
        Read((int)Patience.TotalMilliseconds) ?? throw new TimeoutException("the kernel is silent");

    /// <summary>Asks and waits for the answer.</summary>
    internal JsonObject Ask(string type, JsonObject content, Channel channel = Channel.Shell) => Await(Send(channel, type, content)).Reply.Content;

    /// <summary>Runs a cell to its end.</summary>
    internal CellAnswer Run(string code) => Await(Post(code));

    internal string Post(string code) => Send(Channel.Shell, "execute_request", new() { ["code"] = code, ["allow_stdin"] = true });

    /// <summary>Gathers what belongs to a request until it is answered and the kernel idle.</summary>
    internal CellAnswer Await(string id, Action<Message>? heard = null)
    {
        var (told, reply, idle) = (new List<Message>(), (Message?)null, false);
        var kept = new Queue<(Channel, Message)>(aside);
        aside.Clear();
        while (reply is null || !idle)
        {
            var (channel, message) = kept.TryDequeue(out var earlier) ? earlier : Next();
            if (Message.Text(message.Parent, "msg_id") != id)
            {
                aside.Add((channel, message));
                continue;
            }
            heard?.Invoke(message);
            if (channel is Channel.Shell or Channel.Control) reply = message;
            else told.Add(message);
            idle |= message.Type == "status" && Message.Text(message.Content, "execution_state") == "idle";
        }
        aside.AddRange(kept);
        return new CellAnswer(reply, told);
    }

    public void Dispose()
    {
        Send(Channel.Control, "shutdown_request", new() { ["restart"] = false });
        server?.Join(Patience);
        foreach (var socket in sockets.Values) socket.Dispose();
        folder.Dispose();
    }

    /// <summary>A kernel on ports that nobody has taken meanwhile.</summary>
    private KernelServer Listening()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new KernelServer(File = ConnectionFile.OnFreePorts(Secret), folder.Path, null, TextWriter.Null);
            }
            catch (IOException) when (tries < Tries)
            {
            }
        }
    }

    private void Connect(Channel channel, NetMQSocket socket, int port)
    {
        sockets[channel] = socket;
        (socket.Options.SendHighWatermark, socket.Options.ReceiveHighWatermark) = (0, 0);
        if (socket is SubscriberSocket subscriber) subscriber.SubscribeToAnyTopic();
        else socket.Options.Identity = "1111"u8.ToArray();
        socket.Connect(File.Address(port));
    }

    private (Channel Channel, Message Message)? Read(int milliseconds)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            foreach (var (channel, socket) in sockets)
            {
                var frames = new List<byte[]>();
                if (socket.TryReceiveMultipartBytes(ref frames!)) return (channel, wire.FromFrames(frames));
            }
            Thread.Sleep(1);
        }
        while (clock.ElapsedMilliseconds < milliseconds);
        return null;
    }
}

/// <summary>What a request brought.</summary>
internal sealed record CellAnswer(Message Reply, IReadOnlyList<Message> Told)
{
    internal string Status => Message.Text(Reply.Content, "status");

    /// <summary>The one message of a type.</summary>
    internal JsonObject The(string type) => Assert.Single(Told, m => m.Type == type).Content;

    internal string Result => (string)The("execute_result")["data"]!["text/plain"]!;

    /// <summary>All that came through a stream.</summary>
    internal string Text(string stream) => string.Concat(Told.Where(m => m.Type == "stream" && Message.Text(m.Content, "name") == stream).Select(m => Message.Text(m.Content, "text")));
}
