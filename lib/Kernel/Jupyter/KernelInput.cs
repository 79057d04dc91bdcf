using System.Collections.Concurrent;

namespace CSharpKernel.Jupyter;

/// <summary>The keyboard of a cell: <c>Console.ReadLine()</c> asks the client that sent it.</summary>
internal sealed class KernelInput(Channels channels, KernelOutput output, string session)
{
    private readonly BlockingCollection<string> answers = [];
    private Message? request;

    /// <summary>What follows belongs to this request.</summary>
    internal void Begin(Message request) => this.request = request;

    /// <exception cref="InvalidOperationException">The client has nobody to ask.</exception>
    /// <exception cref="OperationCanceledException">The cell is to stop.</exception>
    internal string ReadLine(CancellationToken cancel)
    {
        if (request is null || !Message.Flag(request.Content, "allow_stdin", false))
            throw new InvalidOperationException(
                "Console.ReadLine: this client asks nobody; give the value in a parameters cell");
        while (answers.TryTake(out _)) { } // to a question that was given up
        output.Flush();
        channels.Post(Channel.Stdin,
            request.Reply("input_request", session, new() { ["prompt"] = "", ["password"] = false }));
        return answers.Take(cancel);
    }

    internal void Answer(string text) => answers.Add(text);
}
