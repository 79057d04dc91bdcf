using System.Runtime.InteropServices;

namespace CSharpKernel.Jupyter;

/// <summary>A ZeroMQ socket; to be used by one thread at a time.</summary>
internal sealed class Socket : IDisposable
{
    private nint handle;

    /// <exception cref="IOException">No more sockets.</exception>
    internal Socket(nint context, int type)
    {
        handle = Zmq.zmq_socket(context, type);
        if (handle == 0) throw new IOException($"no socket: {Zmq.LastError()}");
        Set(Zmq.Linger, 1000); // at the end the last messages have this many milliseconds to leave
        Set(Zmq.SendHighWater, 0);
        Set(Zmq.ReceiveHighWater, 0);
    }

    internal nint Handle => handle;

    /// <exception cref="IOException">The address is taken or makes no sense.</exception>
    internal void Bind(string address)
    {
        if (Zmq.zmq_bind(handle, address) != 0) throw new IOException($"cannot listen on {address}: {Zmq.LastError()}");
    }

    internal void Connect(string address)
    {
        if (Zmq.zmq_connect(handle, address) != 0) throw new IOException($"cannot connect to {address}: {Zmq.LastError()}");
    }

    internal void Send(IReadOnlyList<byte[]> frames)
    {
        for (var i = 0; i < frames.Count; i++)
            while (Zmq.zmq_send(handle, frames[i], frames[i].Length, i < frames.Count - 1 ? Zmq.SendMore : 0) < 0)
                if (Zmq.zmq_errno() != Zmq.Interrupted) return; // the context is closing, or the client is gone
    }

    /// <summary>Waits for a message; null when the context closes.</summary>
    internal List<byte[]>? Receive()
    {
        var frames = new List<byte[]>();
        do
        {
            if (ReceiveFrame() is not { } frame) return null;
            frames.Add(frame);
        }
        while (More());
        return frames;
    }

    public void Dispose()
    {
        if (handle != 0) Zmq.zmq_close(handle);
        handle = 0;
    }

    private byte[]? ReceiveFrame()
    {
        var frame = default(Zmq.Frame);
        Zmq.zmq_msg_init(ref frame);
        try
        {
            while (Zmq.zmq_msg_recv(ref frame, handle, 0) < 0)
                if (Zmq.zmq_errno() != Zmq.Interrupted) return null;
            var bytes = new byte[Zmq.zmq_msg_size(ref frame)];
            Marshal.Copy(Zmq.zmq_msg_data(ref frame), bytes, 0, bytes.Length);
            return bytes;
        }
        finally
        {
            Zmq.zmq_msg_close(ref frame);
        }
    }

    private bool More()
    {
        var (more, length) = (0, (nint)sizeof(int));
        Zmq.zmq_getsockopt(handle, Zmq.ReceiveMore, ref more, ref length);
        return more != 0;
    }

    private void Set(int option, int value) => Zmq.zmq_setsockopt(handle, option, value, sizeof(int));
}
