using System.Runtime.InteropServices;

namespace CSharpKernel.Jupyter;

/// <summary>The part of libzmq that a kernel needs (Debian: libzmq5).</summary>
internal static partial class Zmq
{
    internal const int Pair = 0, Pub = 1, Rep = 4, Router = 6;
    internal const int ReceiveMore = 13, Linger = 17, SendHighWater = 23, ReceiveHighWater = 24;
    internal const int SendMore = 2;
    internal const int Interrupted = 4; // errno: a signal came

    private const string Library = "libzmq.so.5";

    /// <exception cref="FileNotFoundException">libzmq is not installed.</exception>
    internal static nint NewContext()
    {
        try
        {
            return zmq_ctx_new();
        }
        catch (DllNotFoundException e)
        {
            throw new FileNotFoundException("the notebook kernel talks over libzmq, which is not installed: apt-get install libzmq5", e);
        }
    }

    internal static string LastError() => Marshal.PtrToStringUTF8(zmq_strerror(zmq_errno()))!;

    [LibraryImport(Library)] internal static partial nint zmq_ctx_new();
    [LibraryImport(Library)] internal static partial int zmq_ctx_shutdown(nint context);
    [LibraryImport(Library)] internal static partial int zmq_ctx_term(nint context);
    [LibraryImport(Library)] internal static partial nint zmq_socket(nint context, int type);
    [LibraryImport(Library)] internal static partial int zmq_close(nint socket);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int zmq_bind(nint socket, string endpoint);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int zmq_connect(nint socket, string endpoint);
    [LibraryImport(Library)] internal static partial int zmq_setsockopt(nint socket, int option, in int value, nint length);
    [LibraryImport(Library)] internal static partial int zmq_getsockopt(nint socket, int option, ref int value, ref nint length);
    [LibraryImport(Library)] internal static partial int zmq_send(nint socket, ReadOnlySpan<byte> bytes, nint length, int flags);
    [LibraryImport(Library)] internal static partial int zmq_msg_init(ref Frame frame);
    [LibraryImport(Library)] internal static partial int zmq_msg_recv(ref Frame frame, nint socket, int flags);
    [LibraryImport(Library)] internal static partial nint zmq_msg_data(ref Frame frame);
    [LibraryImport(Library)] internal static partial nint zmq_msg_size(ref Frame frame);
    [LibraryImport(Library)] internal static partial int zmq_msg_close(ref Frame frame);
    [LibraryImport(Library)] internal static partial int zmq_poll([In, Out] PollItem[] items, int count, nint milliseconds);
    [LibraryImport(Library)] internal static partial int zmq_errno();
    [LibraryImport(Library)] private static partial nint zmq_strerror(int error);

    /// <summary>zmq_msg_t: 64 bytes that only libzmq looks into.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    internal struct Frame
    {
        private long alignment;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollItem
    {
        internal nint Socket;
        internal int FileDescriptor;
        internal short Events;
        internal short Ready;
    }
}
