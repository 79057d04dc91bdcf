using System.Net;
using System.Runtime.CompilerServices;
using CrossRes.Common;
using CrossRes.Results;
using Deedle;
using Plotly.NET;
using static TorchSharp.torch;

namespace CrossRes.Display;

/// <summary>
/// Shows this library's types, and those that it has views for, in .NET Interactive (Polyglot Notebooks) as in our own
/// kernel, without a line from the reader: where its formatting library is loaded, views are registered with it when
/// this assembly is first used. It is called by name, so nothing here depends on it.
/// </summary>
internal static class InteractiveFormatting
{
    private const string Library = "Microsoft.DotNet.Interactive.Formatting", Html = "text/html", Plain = "text/plain";
    private static readonly Preludes Shown = new();

    private static readonly Type[] Known =
    [
        typeof(IRichView), typeof(Tensor), typeof(nn.Module), typeof(GenericChart), typeof(Experiments.Recipe),
        typeof(RunRecord),
        typeof(IReadOnlyCollection<RunRecord>), typeof(IFrame), typeof(Series<,>),
    ];

#pragma warning disable CA2255 // a reader's notebook only references the library; there is no other moment
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register()
    {
        var formatter = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a =>
            a.GetName().Name == Library)?.GetType($"{Library}.Formatter");
        var register = formatter?.GetMethod("Register",
            [typeof(Type), typeof(Action<object, TextWriter>), typeof(string)]);
        var prefer = formatter?.GetMethod("SetPreferredMimeTypesFor", [typeof(Type), typeof(string[])]);
        if (register is null || prefer is null) return;
        foreach (var type in Known)
        {
            register.Invoke(null, [type, (object value, TextWriter to) => to.Write(ToHtml(value)), Html]);
            register.Invoke(null, [type, (object value, TextWriter to) =>
                to.Write(NotebookViews.Render(value)?[Plain] ?? $"{value}"), Plain]);
            prefer.Invoke(null, [type, new[] { Html, Plain }]);
        }
    }

    /// <summary>
    /// The richest content of a value as HTML, with what it shares with others before it where the page lacks that.
    /// </summary>
    internal static string ToHtml(object value)
    {
        if ((RichViews.For(value) ?? value as IRichView) is not { } view) return WebUtility.HtmlEncode($"{value}");
        var html = ViewFormatter.ToHtml(view);
        return view is INeedsPrelude { Prelude: var prelude } && Wants(prelude) ? prelude.Render()[Html] + html : html;
    }

    // The run and the code of a cell there: KernelInvocationContext.Current.Command, a SubmitCode
    private static bool Wants(IRichView prelude)
    {
        var context = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a =>
            a.GetName().Name == "Microsoft.DotNet.Interactive")
            ?.GetType("Microsoft.DotNet.Interactive.KernelInvocationContext");
        var current = context?.GetProperty("Current")?.GetValue(null);
        var command = current?.GetType().GetProperty("Command")?.GetValue(current);
        return Shown.Wants(prelude, command
            ?? Shown, command?.GetType().GetProperty("Code")?.GetValue(command) as string ?? "");
    }
}
