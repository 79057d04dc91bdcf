using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CSharpKernel.Notebooks;

namespace CSharpKernel.Jupyter;

/// <summary>
/// A Jupyter kernel for C#: the same session as the headless runner, behind Jupyter's protocol. Requests are worked off
/// one after the other; interrupts, the end and what a cell reads from the keyboard come past them.
/// </summary>
internal sealed class KernelServer : IDisposable
{
    private readonly string session = Guid.NewGuid().ToString("N");
    private readonly BlockingCollection<(Channel Channel, Message Message)> requests = [];
    private readonly List<(Channel Channel, Message Message)> skipped = [];
    private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channels channels;
    private readonly Session cells;
    private readonly KernelOutput output;
    private readonly KernelInput input;
    private readonly Execution execution;

    /// <param name="file">Where the client waits.</param>
    /// <param name="folder">Where relative paths of the notebook begin.</param>
    /// <param name="host">Of this kernel alone; null: none.</param>
    /// <param name="log">Told of messages that are refused.</param>
    /// <exception cref="IOException">An address of the file cannot be listened on.</exception>
    internal KernelServer(ConnectionFile file, string folder, ICellHost? host, TextWriter log)
    {
        channels = new Channels(file, Received, log);
        output = new KernelOutput(channels, session);
        input = new KernelInput(channels, output, session);
        cells = new Session(folder, host) { Input = input.ReadLine };
        execution = new Execution(cells, output, input);
    }

    /// <summary>Serves until the client or <see cref="Stop"/> ends it.</summary>
    internal void Run()
    {
        channels.Start();
        var worker = new Thread(Work) { IsBackground = true, Name = "cells" };
        worker.Start();
        output.Broadcast("status", new() { ["execution_state"] = "starting" }, null);
        end.Task.Wait();
        requests.CompleteAdding();
        cells.Interrupt();
        worker.Join(TimeSpan.FromSeconds(2)); // a cell that does not hear of its end goes down with the process
    }

    /// <summary>Stops the running cell; what it had assigned stays.</summary>
    internal void Interrupt() => cells.Interrupt();

    internal void Stop() => end.TrySetResult();

    /// <summary>Tells the reader of what a thread that a cell has started did not catch.</summary>
    internal void Report(Exception thrown) => output.Write("stderr", $"{thrown}\n");

    public void Dispose()
    {
        output.Dispose();
        channels.Dispose();
        cells.Dispose();
    }

    private void Received(Channel channel, Message message)
    {
        switch (channel, message.Type)
        {
            case (Channel.Stdin, "input_reply"):
                input.Answer(Message.Text(message.Content, "value"));
                break;
            case (_, "interrupt_request"):
                Interrupt();
                Busy(message, () => Reply(channel, message, new() { ["status"] = "ok" }));
                break;
            case (_, "shutdown_request"):
                Busy(message, () => Reply(channel, message,
                    new() { ["status"] = "ok", ["restart"] = Message.Flag(message.Content, "restart", false) }));
                Stop();
                break;
            case (Channel.Shell or Channel.Control, _) when !requests.IsAddingCompleted:
                requests.Add((channel, message));
                break;
        }
    }

    private void Work()
    {
        var warm = false;
        foreach (var (channel, message) in requests.GetConsumingEnumerable())
        {
            Busy(message, () => Answer(channel, message));
            Skip();
            // while the reader still reads, so that the first cell need not wait for the compiler
            if (!warm && requests.Count == 0)
                cells.Execute("1 + 1", 0, static _ => { }).GetAwaiter().GetResult();
            warm = true;
        }
    }

    /// <summary>Answers a request; one that goes wrong is answered too.</summary>
    private void Answer(Channel channel, Message message)
    {
        try
        {
            var content = message.Content;
            switch (message.Type)
            {
                case "execute_request": Execute(channel, message); break;
                case "kernel_info_request": Reply(channel, message, KernelInfo.Reply()); break;
                case "complete_request": Reply(channel, message, KernelHelp.Complete(cells, content)); break;
                case "inspect_request": Reply(channel, message, KernelHelp.Inspect(cells, content)); break;
                case "is_complete_request": Reply(channel, message, KernelHelp.IsComplete(content)); break;
                case "history_request": Reply(channel, message,
                    KernelHelp.History(execution.History, session, content)); break;
                case "comm_info_request": Reply(channel, message,
                    new() { ["status"] = "ok", ["comms"] = new JsonObject() }); break;
                case "comm_open":
                    output.Broadcast("comm_close",
                        new() { ["comm_id"] = Message.Text(content, "comm_id"), ["data"] = new JsonObject() }, message);
                    break;
                case var other when other.EndsWith("_request", StringComparison.Ordinal):
                    Reply(channel, message, Failed("NotSupported", $"this kernel knows no {other}"));
                    break;
            }
        }
        catch (Exception e)
        {
            Reply(channel, message, Failed(e.GetType().FullName!, e.Message));
        }
    }

    private void Execute(Channel channel, Message message)
    {
        var reply = execution.Run(message);
        if (Execution.Stops(message, reply)) // before the reply: what the client sends after it is run
            while (requests.TryTake(out var waiting)) skipped.Add(waiting);
        Reply(channel, message, reply);
    }

    /// <summary>What was queued behind a cell that failed is answered, but no cell of it is run.</summary>
    private void Skip()
    {
        foreach (var (channel, message) in skipped)
            Busy(message, () =>
            {
                if (message.Type == "execute_request") Reply(channel, message, Execution.Aborted());
                else Answer(channel, message);
            });
        skipped.Clear();
    }

    private void Busy(Message message, Action work)
    {
        output.Broadcast("status", new() { ["execution_state"] = "busy" }, message);
        work();
        output.Broadcast("status", new() { ["execution_state"] = "idle" }, message);
    }

    private void Reply(Channel channel, Message request, JsonObject content) =>
        channels.Post(channel, request.Reply(request.Type.Replace("_request", "_reply"), session, content));

    private static JsonObject Failed(string name, string message) =>
        new() { ["status"] = "error", ["ename"] = name, ["evalue"] = message, ["traceback"] = new JsonArray() };
}
