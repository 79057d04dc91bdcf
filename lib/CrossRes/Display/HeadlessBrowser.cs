using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace CrossRes.Display;

/// <summary>
/// A headless Chromium, which computes JavaScript expressions in a page of their own (Chrome DevTools Protocol,
/// messages through a pipe). It ends with this process, however that ends.
/// </summary>
internal sealed class HeadlessBrowser : IDisposable
{
    private const string EmptyPage =
        "document.write('<!DOCTYPE html><html><head><meta charset=utf-8></head><body></body></html>'); "
            + "document.close();";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo profile = Directory.CreateTempSubdirectory("browser");
    private readonly Process process;
    private readonly Task<string> problems;
    private readonly Stream answers;
    private readonly byte[] buffer = new byte[1 << 16];
    private Range arrived = ..0;
    private int messages;

    /// <param name="program">Chromium or Chrome.</param>
    /// <exception cref="InvalidOperationException">It does not answer.</exception>
    internal HeadlessBrowser(string program)
    {
        // Chromium reads from 3 and writes to 4; .NET gives a process no more than 0, 1 and 2
        process = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList =
            {
                "-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null", program,
                "--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--force-color-profile=srgb", $"--user-data-dir={profile.FullName}",
            },
        })!;
        problems = process.StandardError.ReadToEndAsync();
        answers = process.StandardOutput.BaseStream;
    }

    /// <summary>
    /// The value of the last of some expressions, or what its promise comes to, in a new page; null where it is
    /// undefined.
    /// </summary>
    /// <exception cref="InvalidOperationException">One throws, or Chromium ended or does not answer.</exception>
    internal string? Evaluate(params ReadOnlySpan<string> expressions)
    {
        var target = (string)Ask("Target.createTarget", new() { ["url"] = "about:blank" })["targetId"]!;
        var page = (string)Ask("Target.attachToTarget",
            new() { ["targetId"] = target, ["flatten"] = true })["sessionId"]!;
        string? value = null;
        foreach (var expression in (ReadOnlySpan<string>)[EmptyPage, .. expressions])
        {
            var answer = Ask("Runtime.evaluate",
                new() { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true }, page);
            if (answer["exceptionDetails"] is { } problem)
            {
                Close();
                throw new InvalidOperationException(
                    $"{problem["exception"]?["description"] ?? problem["exception"]?["value"] ?? problem["text"]}");
            }
            value = answer["result"]?["value"] is JsonValue found ? $"{found}" : null;
        }
        Close();
        return value;

        void Close() => Ask("Target.closeTarget", new() { ["targetId"] = target });
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        try
        {
            profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // a process of its own still writes there: the system's temporary files are cleared some day
        }
    }

    private JsonNode Ask(string method, JsonObject parameters, string? page = null)
    {
        var message = new JsonObject { ["id"] = ++messages, ["method"] = method, ["params"] = parameters };
        if (page is not null) message["sessionId"] = page;
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            process.StandardInput.Write($"{message.ToJsonString()}\0");
            process.StandardInput.Flush();
            while (true)
                if (JsonNode.Parse(Next(limit.Token))! is var answer && (int?)answer["id"] == messages)
                    return answer["result"] ?? throw new InvalidOperationException($"{answer["error"]?["message"]}");
        }
        catch (IOException)
        {
            throw new InvalidOperationException($"Chromium ended: {Problems()}");
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"Chromium did not answer within {Patience.TotalSeconds:0} s");
        }
    }

    /// <summary>A message, which ends with a zero byte.</summary>
    private string Next(CancellationToken limit)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var (from, to) = (arrived.Start.Value, arrived.End.Value);
            var length = buffer.AsSpan(from..to).IndexOf((byte)0);
            message.Write(buffer, from, length < 0 ? to - from : length);
            if (length >= 0)
            {
                arrived = (from + length + 1)..to;
                return Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
            }
            var count = answers.ReadAsync(buffer, limit).AsTask().GetAwaiter().GetResult();
            if (count == 0) throw new EndOfStreamException();
            arrived = ..count;
        }
    }

    private string Problems()
    {
        process.WaitForExit();
        return $"{problems.Result.Trim().Split('\n')[^1]} (exit code {process.ExitCode})";
    }
}
