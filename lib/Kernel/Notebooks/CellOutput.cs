namespace CSharpKernel.Notebooks;

/// <summary>One output of a cell, in the terms of nbformat 4.</summary>
public abstract record CellOutput;

/// <summary>Text written to the console.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The text as written, line breaks included.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>Something shown with <c>display</c>.</summary>
/// <param name="Data">MIME type → content, content of a type that ends in <c>json</c> is JSON text, of an image type
/// other than SVG base64.</param>
/// <param name="Id">By which an update finds it; null where none will come.</param>
public sealed record DisplayOutput(IReadOnlyDictionary<string, string> Data, string? Id = null) : CellOutput;

/// <summary>Other content for what was shown before.</summary>
/// <param name="Id">Of the display, of this cell or an earlier one.</param>
/// <param name="Data">MIME type → content; where all of it is empty, nothing is to be seen any more.</param>
public sealed record UpdateOutput(string Id, IReadOnlyDictionary<string, string> Data) : CellOutput;

/// <summary>The value of the cell's last expression.</summary>
/// <param name="Data">MIME type → content, content of a type that ends in <c>json</c> is JSON text, of an image type
/// other than SVG base64.</param>
public sealed record ResultOutput(IReadOnlyDictionary<string, string> Data) : CellOutput;

/// <summary>Why the cell stopped: a compile error or an exception.</summary>
public sealed record ErrorOutput(CellError Error) : CellOutput;

/// <summary>A compile error or an exception in a cell.</summary>
/// <param name="Name">The compiler's error id (<c>CS0103</c>) or the exception's type.</param>
/// <param name="Message">The compiler's or the exception's message.</param>
/// <param name="Line">Line in the cell, from 1; null when no line of the cell was running.</param>
/// <param name="Traceback">Lines for the reader, innermost frame first.</param>
/// <param name="Exception">The exception; null for a compile error.</param>
public sealed record CellError(
    string Name, string Message, int? Line, IReadOnlyList<string> Traceback, Exception? Exception = null)
{
    /// <summary>Number of the notebook's code cell, from 1.</summary>
    public required int Cell { get; init; }
}
