using NetMQ;
using NetMQ.Sockets;

namespace CSharpKernel.Jupyter;

/// <summary>Which socket a message takes.</summary>
internal enum Channel
{
    Shell,
    Control,
    Stdin,
    Iopub,
}

/// <summary>
/// The five sockets of a kernel. One thread owns them: it hands over what comes in and sends what others post, so that
/// no cell can hold up a heartbeat or an interrupt.
/// </summary>
internal sealed class Channels : IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1); // for the last messages to leave

    private readonly Dictionary<Channel, NetMQSocket> sockets = [];
    private readonly ResponseSocket heartbeat = new();
    private readonly NetMQQueue<(Channel Channel, IReadOnlyList<byte[]>? Frames)> outgoing = new();
    private readonly NetMQPoller poller = [];
    private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly Wire wire;
    private readonly Action<Channel, Message> received;
    private readonly TextWriter log;
    private bool closing;

    /// <param name="received">Called on the sockets' thread: must return soon.</param>
    /// <param name="log">Told of messages that are refused.</param>
    /// <exception cref="IOException">An address cannot be listened on.</exception>
    internal Channels(ConnectionFile file, Action<Channel, Message> received, TextWriter log)
    {
        (wire, this.received, this.log) = (new Wire(file.Key), received, log);
        try
        {
            Open(Channel.Shell, new RouterSocket(), file.ShellPort);
            Open(Channel.Control, new RouterSocket(), file.ControlPort);
            Open(Channel.Stdin, new RouterSocket(), file.StdinPort);
            Open(Channel.Iopub, new PublisherSocket(), file.IopubPort);
            Bind(heartbeat, file.Address(file.HbPort));
        }
        catch
        {
            Close();
            throw;
        }
        foreach (var channel in new[] { Channel.Control, Channel.Shell, Channel.Stdin })
            sockets[channel].ReceiveReady += (_, ready) => Hand(channel, ready.Socket.ReceiveMultipartBytes());
        heartbeat.ReceiveReady += (_, ready) => ready.Socket.SendMultipartBytes(ready.Socket.ReceiveMultipartBytes());
        outgoing.ReceiveReady += (_, ready) => Send(ready.Queue.Dequeue());
        foreach (var socket in sockets.Values.Append(heartbeat)) poller.Add(socket);
        poller.Add(outgoing);

        void Open(Channel channel, NetMQSocket socket, int port)
        {
            sockets[channel] = socket;
            Bind(socket, file.Address(port));
        }
    }

    internal void Start() => poller.RunAsync("sockets", isBackgroundThread: true);

    /// <summary>Sends a message from any thread, in the order of posting.</summary>
    internal void Post(Channel channel, Message message)
    {
        var frames = wire.ToFrames(message);
        lock (gate)
            if (!closing) outgoing.Enqueue((channel, frames));
    }

    /// <summary>Sends what is posted, then closes.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (closing) return;
            closing = true;
            if (poller.IsRunning) outgoing.Enqueue(default);
            else sent.SetResult();
        }
        sent.Task.Wait();
        Close();
    }

    /// <summary>Ends the library's threads; the last of a process that had channels.</summary>
    internal static void CleanUp() => NetMQConfig.Cleanup();

    private void Close()
    {
        poller.Dispose(); // first: it must not look at sockets that are gone
        foreach (var socket in sockets.Values.Append(heartbeat)) socket.Dispose();
        outgoing.Dispose();
    }

    private static void Bind(NetMQSocket socket, string address)
    {
        (socket.Options.Linger, socket.Options.SendHighWatermark, socket.Options.ReceiveHighWatermark) = (Linger, 0, 0);
        try
        {
            socket.Bind(address);
        }
        catch (Exception e) when (e is NetMQException or System.Net.Sockets.SocketException)
        {
            throw new IOException($"cannot listen on {address}: {e.Message}", e);
        }
    }

    private void Send((Channel Channel, IReadOnlyList<byte[]>? Frames) posted)
    {
        if (posted.Frames is null) sent.SetResult(); // the last
        else sockets[posted.Channel].SendMultipartBytes(posted.Frames);
    }

    private void Hand(Channel channel, List<byte[]> frames)
    {
        try
        {
            received(channel, wire.FromFrames(frames));
        }
        catch (Exception e) // whatever a client sends, the kernel goes on
        {
            log.WriteLine($"kernel: a message was refused: {e.Message}");
        }
    }
}
