using System.Text;
using System.Text.Json.Nodes;
using CSharpKernel.Notebooks;

namespace CSharpKernel.Jupyter;

/// <summary>
/// A cell's outputs on their way to every client. Text is gathered for a moment, so that a million short lines do not
/// become a million messages.
/// </summary>
internal sealed class KernelOutput : IDisposable
{
    private const int Pause = 50, Chunk = 1 << 16; // milliseconds; characters that leave at once

    private readonly Channels channels;
    private readonly string session;
    private readonly StringBuilder text = new();
    private readonly Lock gate = new();
    private readonly Timer timer;
    private string stream = "";
    private Message? request;
    private int number;
    private bool silent;

    internal KernelOutput(Channels channels, string session)
    {
        (this.channels, this.session) = (channels, session);
        timer = new Timer(_ => Flush());
    }

    /// <summary>What follows belongs to this request.</summary>
    internal void Begin(Message request, int number, bool silent)
    {
        lock (gate) (this.request, this.number, this.silent) = (request, number, silent);
    }

    internal void Show(CellOutput cell)
    {
        lock (gate)
        {
            if (silent) return;
            if (cell is StreamOutput written)
            {
                Write(written.Name, written.Text);
                return;
            }
            Flush();
            var (type, content) = cell switch
            {
                DisplayOutput shown => ("display_data", Data(shown.Data, shown.Id)),
                UpdateOutput update => ("update_display_data", Data(update.Data, update.Id)),
                ResultOutput result => ("execute_result", Data(result.Data, null)),
                ErrorOutput { Error: var error } => ("error", Error(error)),
                _ => throw new ArgumentException($"unknown output {cell.GetType().Name}"),
            };
            if (type == "execute_result") content["execution_count"] = number;
            Broadcast(type, content, request);
        }
    }

    internal void Write(string name, string written)
    {
        lock (gate)
        {
            if (name != stream) Flush();
            stream = name;
            if (text.Length == 0) timer.Change(Pause, Timeout.Infinite);
            text.Append(written);
            if (text.Length >= Chunk) Flush();
        }
    }

    /// <summary>Sends the text that was gathered.</summary>
    internal void Flush()
    {
        lock (gate)
        {
            if (text.Length == 0) return;
            Broadcast("stream", new() { ["name"] = stream, ["text"] = text.ToString() }, request);
            text.Clear();
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        Flush();
    }

    internal void Broadcast(string type, JsonObject content, Message? parent)
    {
        var origin = parent ?? new Message([], [], [], [], []);
        channels.Post(Channel.Iopub,
            (origin with { Identities = [Encoding.ASCII.GetBytes(type)] }).Reply(type, session, content));
    }

    internal static JsonObject Error(CellError error) => new()
    {
        ["ename"] = error.Name, ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
    };

    private static JsonObject Data(IReadOnlyDictionary<string, string> bundle, string? id)
    {
        var data = new JsonObject();
        foreach (var (type, text) in bundle)
            data[type] = type.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(text) : text;
        var content = new JsonObject { ["data"] = data, ["metadata"] = new JsonObject() };
        if (id is not null) content["transient"] = new JsonObject { ["display_id"] = id };
        return content;
    }
}
