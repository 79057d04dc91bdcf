namespace CSharpKernel.Notebooks;

/// <summary>Files that appear whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>
    /// Writes beside the target under another name, then renames; makes the folder when there is none.
    /// </summary>
    /// <exception cref="IOException">The folder or the file cannot be written; nothing was changed.</exception>
    internal static void Write(string path, byte[] content)
    {
        var full = Path.GetFullPath(path);
        var partial = Path.Combine(Path.GetDirectoryName(full)!,
            $".{Path.GetFileName(full)}.{Environment.ProcessId}.partial");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(partial, content);
            File.Move(partial, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(partial)) File.Delete(partial);
            throw new IOException($"{path}: cannot be written ({e.Message}); choose a place that is writable", e);
        }
    }
}
