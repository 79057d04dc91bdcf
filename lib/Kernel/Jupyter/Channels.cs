using System.Collections.Concurrent;
using static CSharpKernel.Jupyter.Zmq;

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
    private const string Wake = "inproc://wake";

    private readonly nint context = NewContext();
    private readonly Dictionary<Channel, Socket> sockets = [];
    private readonly Socket heartbeat, woken, waker;
    private readonly ConcurrentQueue<(Channel Channel, IReadOnlyList<byte[]> Frames)> outgoing = new();
    private readonly Lock gate = new();
    private readonly Wire wire;
    private readonly Action<Channel, Message> received;
    private readonly TextWriter log;
    private readonly Thread thread, beats;
    private volatile bool closing;

    /// <param name="received">Called on the sockets' thread: must return soon.</param>
    /// <param name="log">Told of messages that are refused.</param>
    /// <exception cref="IOException">An address cannot be listened on.</exception>
    internal Channels(ConnectionFile file, Action<Channel, Message> received, TextWriter log)
    {
        (wire, this.received, this.log) = (new Wire(file.Key), received, log);
        Open(Channel.Shell, Router, file.ShellPort);
        Open(Channel.Control, Router, file.ControlPort);
        Open(Channel.Stdin, Router, file.StdinPort);
        Open(Channel.Iopub, Pub, file.IopubPort);
        heartbeat = Bound(Rep, file.Address(file.HbPort));
        woken = Bound(Pair, Wake);
        waker = new Socket(context, Pair);
        waker.Connect(Wake);
        thread = new Thread(Run) { IsBackground = true, Name = "sockets" };
        beats = new Thread(Beat) { IsBackground = true, Name = "heartbeat" };

        void Open(Channel channel, int type, int port) => sockets[channel] = Bound(type, file.Address(port));
    }

    internal void Start()
    {
        thread.Start();
        beats.Start();
    }

    /// <summary>Sends a message from any thread, in the order of posting.</summary>
    internal void Post(Channel channel, Message message)
    {
        outgoing.Enqueue((channel, wire.ToFrames(message)));
        lock (gate)
            if (!closing) waker.Send([[1]]);
    }

    /// <summary>Sends what is posted, then closes.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (closing) return;
            closing = true;
            waker.Send([[0]]);
        }
        thread.Join();
        foreach (var socket in sockets.Values.Append(woken).Append(waker)) socket.Dispose();
        zmq_ctx_shutdown(context); // ends the heartbeat, which waits for nothing else
        beats.Join();
        heartbeat.Dispose();
        zmq_ctx_term(context);
    }

    private Socket Bound(int type, string address)
    {
        var socket = new Socket(context, type);
        socket.Bind(address);
        return socket;
    }

    private void Run()
    {
        Channel[] incoming = [Channel.Control, Channel.Shell, Channel.Stdin];
        PollItem[] items = [new() { Socket = woken.Handle, Events = 1 }, .. incoming.Select(c => new PollItem { Socket = sockets[c].Handle, Events = 1 })];
        while (true)
        {
            if (zmq_poll(items, items.Length, -1) < 0 && zmq_errno() != Interrupted) return;
            if (items[0].Ready != 0) woken.Receive();
            while (outgoing.TryDequeue(out var posted)) sockets[posted.Channel].Send(posted.Frames);
            if (closing && outgoing.IsEmpty) return;
            for (var i = 0; i < incoming.Length; i++)
                if (items[i + 1].Ready != 0 && sockets[incoming[i]].Receive() is { } frames)
                    Hand(incoming[i], frames);
        }
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

    private void Beat()
    {
        while (heartbeat.Receive() is { } frames) heartbeat.Send(frames);
    }
}
