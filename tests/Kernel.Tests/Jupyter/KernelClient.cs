using System.Diagnostics;
using System.Text.Json.Nodes;
using CSharpKernel.Jupyter;
using Xunit;

namespace CSharpKernel.Tests.Jupyter;

/// <summary>A client of one kernel, over the sockets that Jupyter would use.</summary>
internal sealed class KernelClient : IDisposable
{
    private const int Sub = 2, Dealer = 5, Subscribe = 6, RoutingId = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder folder = new();
    private readonly nint context = Zmq.NewContext();
    private readonly Dictionary<Channel, Socket> sockets = [];
    private readonly Wire wire;
    private readonly Thread? server;
    private readonly List<(Channel Channel, Message Message)> aside = []; // answers to other requests

    /// <param name="start">Starts the kernel on a connection file; null: one in this process.</param>
    internal KernelClient(Action<string>? start = null)
    {
        File = new ConnectionFile("ipc", folder["k"], 1, 2, 3, 4, 5, "a secret", "hmac-sha256");
        wire = new Wire(File.Key);
        File.Write(folder["connection.json"]);
        if (start is null)
        {
            var kernel = new KernelServer(ConnectionFile.Read(folder["connection.json"]), folder.Path, null, TextWriter.Null);
            server = new Thread(() =>
            {
                using (kernel) kernel.Run();
            });
            server.Start();
        }
        else start(folder["connection.json"]);
        Connect(Channel.Shell, Dealer, File.ShellPort);
        Connect(Channel.Control, Dealer, File.ControlPort);
        Connect(Channel.Stdin, Dealer, File.StdinPort);
        Connect(Channel.Iopub, Sub, File.IopubPort);
        while (Read(200) is not (Channel.Iopub, _)) Send(Channel.Shell, "kernel_info_request", []);
        while (Read(200) is not null) { } // until all is silent
    }

    internal ConnectionFile File { get; }

    internal string Folder => folder.Path;

    /// <returns>The message's id.</returns>
    internal string Send(Channel channel, string type, JsonObject content)
    {
        var message = new Message([], [], [], [], []).Reply(type, "test", content);
        sockets[channel].Send(wire.ToFrames(message));
        return Message.Text(message.Header, "msg_id");
    }

    internal void SendRaw(Channel channel, params byte[][] frames) => sockets[channel].Send(frames);

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
        Zmq.zmq_ctx_term(context);
        folder.Dispose();
    }

    private void Connect(Channel channel, int type, int port)
    {
        var socket = sockets[channel] = new Socket(context, type);
        Assert.Equal(0, type == Sub ? Zmq.zmq_setsockopt(socket.Handle, Subscribe, 0, 0) : Zmq.zmq_setsockopt(socket.Handle, RoutingId, 0x31313131, 4));
        socket.Connect(File.Address(port));
    }

    private (Channel Channel, Message Message)? Read(int milliseconds)
    {
        Channel[] channels = [.. sockets.Keys];
        Zmq.PollItem[] items = [.. channels.Select(c => new Zmq.PollItem { Socket = sockets[c].Handle, Events = 1 })];
        var clock = Stopwatch.StartNew();
        do
        {
            Zmq.zmq_poll(items, items.Length, Math.Max(0, milliseconds - (int)clock.ElapsedMilliseconds));
            for (var i = 0; i < items.Length; i++)
                if (items[i].Ready != 0) return (channels[i], wire.FromFrames(sockets[channels[i]].Receive()!));
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
