using System.Text;

namespace CSharpKernel.Notebooks;

/// <summary>
/// Sends what a cell writes to the console to that cell's session. The session flows with the asynchronous
/// call, so code outside cells keeps the real console, also while a cell runs.
/// </summary>
internal static class ConsoleCapture
{
    private static readonly Lock Gate = new();
    private static TextWriter? output, error;
    private static TextReader? input;

    /// <summary>Takes the console over, unless it is taken already.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (Console.Out != output)
            {
                Console.SetOut(new Router("stdout", Console.Out));
                output = Console.Out; // SetOut wraps what it is given
            }
            if (Console.Error != error)
            {
                Console.SetError(new Router("stderr", Console.Error));
                error = Console.Error;
            }
            if (Console.In != input)
            {
                Console.SetIn(new Keyboard(Console.In));
                input = Console.In;
            }
        }
    }

    private sealed class Keyboard(TextReader outside) : TextReader
    {
        private string rest = "";

        public override string? ReadLine()
        {
            if (Session.Current is not { } session) return outside.ReadLine();
            var line = rest.Length > 0 ? rest.TrimEnd('\n') : session.ReadLine();
            rest = "";
            return line;
        }

        public override int Peek()
        {
            if (Session.Current is not { } session) return outside.Peek();
            if (rest.Length == 0) rest = session.ReadLine() + '\n';
            return rest[0];
        }

        public override int Read()
        {
            if (Session.Current is null) return outside.Read();
            var next = Peek();
            rest = rest[1..];
            return next;
        }
    }

    private sealed class Router(string name, TextWriter outside) : TextWriter
    {
        public override Encoding Encoding => outside.Encoding;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) =>
            Write(new string(buffer, index, count));

        public override void Write(string? value)
        {
            if (Session.Current is not { } session)
                outside.Write(value);
            else if (!string.IsNullOrEmpty(value))
                session.Emit(new StreamOutput(name, value));
        }

        public override void WriteLine(string? value) => Write(value + NewLine);

        public override void WriteLine() => Write(NewLine);

        public override void Flush() => outside.Flush();
    }
}
