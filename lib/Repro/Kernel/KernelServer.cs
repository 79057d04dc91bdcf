using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Repro.Notebooks;

namespace Repro.Kernel;

/// <summary>
/// A Jupyter kernel for C#: the same session as the headless runner, behind Jupyter's protocol. Requests on the shell
/// channel are worked off one after the other; interrupts and the end come past them on the control channel.
/// </summary>
internal sealed class KernelServer : IDisposable
{
    private readonly string session = Guid.NewGuid().ToString("N");
    private readonly BlockingCollection<Message> requests = [];
    private readonly Channels channels;
    private readonly Session cells;
    private readonly KernelOutput output;
    private readonly List<(int Number, string Code)> history = [];
    private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int executed;

    /// <param name="file">Where the client waits.</param>
    /// <param name="folder">Where relative paths of the notebook begin.</param>
    internal KernelServer(ConnectionFile file, string folder)
    {
        cells = new Session(folder);
        channels = new Channels(file, Received);
        output = new KernelOutput(channels, session);
    }

    /// <summary>Serves until the client ends it.</summary>
    internal void Run()
    {
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true; // a signal stops the cell, not the kernel
            cells.Interrupt();
        });
        System.Runtime.ExceptionServices.ExceptionHandling.SetUnhandledExceptionHandler(Survive);
        channels.Start();
        // deep recursions of a cell end in an exception; the more stack, the later
        var worker = new Thread(Work, 64 << 20) { IsBackground = true, Name = "cells" };
        worker.Start();
        output.Broadcast("status", new() { ["execution_state"] = "starting" }, null);
        end.Task.Wait();
        requests.CompleteAdding();
        worker.Join(TimeSpan.FromSeconds(2)); // a cell that does not hear of its end goes down with the process
    }

    public void Dispose()
    {
        channels.Dispose();
        cells.Dispose();
        requests.Dispose();
    }

    /// <summary>What a thread that a cell has started did not catch.</summary>
    private bool Survive(Exception thrown)
    {
        output.Write("stderr", $"{thrown.GetType().FullName}: {thrown.Message}\n{thrown.StackTrace}\n");
        return true;
    }

    private void Received(Channel channel, Message message)
    {
        switch (channel, message.Type)
        {
            case (Channel.Control or Channel.Shell, "interrupt_request"):
                Busy(message, () =>
                {
                    cells.Interrupt();
                    Reply(Channel.Control, message, "interrupt_reply", Ok());
                });
                break;
            case (Channel.Control or Channel.Shell, "shutdown_request"):
                cells.Interrupt();
                Busy(message, () => Reply(channel, message, "shutdown_reply",
                    new() { ["status"] = "ok", ["restart"] = Message.Flag(message.Content, "restart", false) }));
                end.TrySetResult();
                break;
            case (Channel.Control, _):
                Busy(message, () => Answer(channel, message));
                break;
            case (Channel.Shell, _) when !requests.IsAddingCompleted:
                requests.Add(message);
                break;
        }
    }

    private void Work()
    {
        foreach (var message in requests.GetConsumingEnumerable())
            Busy(message, () => Answer(Channel.Shell, message));
    }

    /// <summary>Answers a request; one that goes wrong is answered too.</summary>
    private void Answer(Channel channel, Message message)
    {
        try
        {
            var content = message.Content;
            switch (message.Type)
            {
                case "execute_request": Execute(message); break;
                case "kernel_info_request": Reply(channel, message, "kernel_info_reply", KernelInfo.Reply()); break;
                case "complete_request": Reply(channel, message, "complete_reply", KernelHelp.Complete(cells, content)); break;
                case "inspect_request": Reply(channel, message, "inspect_reply", KernelHelp.Inspect(cells, content)); break;
                case "is_complete_request": Reply(channel, message, "is_complete_reply", KernelHelp.IsComplete(content)); break;
                case "history_request": Reply(channel, message, "history_reply", KernelHelp.History(history, session, content)); break;
                case "comm_info_request": Reply(channel, message, "comm_info_reply", new() { ["status"] = "ok", ["comms"] = new JsonObject() }); break;
                case "comm_open":
                    output.Broadcast("comm_close", new() { ["comm_id"] = Message.Text(content, "comm_id"), ["data"] = new JsonObject() }, message);
                    break;
                case "comm_msg" or "comm_close": break; // no comm is open
                default:
                    if (message.Type.EndsWith("_request", StringComparison.Ordinal))
                        Reply(channel, message, message.Type[..^"request".Length] + "reply", Failed("NotImplemented", $"this kernel has no {message.Type}"));
                    break;
            }
        }
        catch (Exception e)
        {
            Reply(channel, message, message.Type.Replace("_request", "_reply"), Failed(e.GetType().FullName!, e.Message));
        }
    }

    private void Execute(Message message)
    {
        var code = Message.Text(message.Content, "code");
        var silent = Message.Flag(message.Content, "silent", false);
        var counts = !silent && Message.Flag(message.Content, "store_history", true) && !string.IsNullOrWhiteSpace(code);
        var number = counts ? ++executed : Math.Max(1, executed);
        if (counts) history.Add((number, code));
        if (!silent) output.Broadcast("execute_input", new() { ["code"] = code, ["execution_count"] = number }, message);
        output.Begin(message, number, silent);
        var error = string.IsNullOrWhiteSpace(code) ? null : cells.Execute(code, number, output.Show).GetAwaiter().GetResult();
        output.Flush();
        if (error is null)
        {
            Reply(Channel.Shell, message, "execute_reply", new()
            {
                ["status"] = "ok", ["execution_count"] = number, ["payload"] = new JsonArray(), ["user_expressions"] = new JsonObject(),
            });
            return;
        }
        var reply = KernelOutput.Error(error);
        (reply["status"], reply["execution_count"]) = ("error", number);
        Reply(Channel.Shell, message, "execute_reply", reply);
        if (Message.Flag(message.Content, "stop_on_error", true)) Abort();
    }

    /// <summary>Cells that were queued behind one that failed are not run.</summary>
    private void Abort()
    {
        while (requests.TryTake(out var waiting))
        {
            var message = waiting;
            Busy(message, () =>
            {
                if (message.Type == "execute_request")
                    Reply(Channel.Shell, message, "execute_reply", new() { ["status"] = "aborted", ["execution_count"] = executed });
                else Answer(Channel.Shell, message);
            });
        }
    }

    private void Busy(Message message, Action work)
    {
        output.Broadcast("status", new() { ["execution_state"] = "busy" }, message);
        work();
        output.Broadcast("status", new() { ["execution_state"] = "idle" }, message);
    }

    private void Reply(Channel channel, Message request, string type, JsonObject content) =>
        channels.Post(channel, request.Reply(type, session, content));

    private static JsonObject Ok() => new() { ["status"] = "ok" };

    private static JsonObject Failed(string name, string message) =>
        new() { ["status"] = "error", ["ename"] = name, ["evalue"] = message, ["traceback"] = new JsonArray() };
}
