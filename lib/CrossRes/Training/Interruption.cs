namespace CrossRes.Training;

/// <summary>
/// The wish of whoever started a computation to stop it, known to all code that runs on its behalf: a notebook's cell
/// hands no token to what it calls.
/// </summary>
public static class Interruption
{
    private static readonly AsyncLocal<CancellationToken> Wish = new();

    /// <summary>Listens to a token from here on, in this asynchronous flow.</summary>
    public static void Heed(CancellationToken token) => Wish.Value = token;

    /// <summary>To be called between steps.</summary>
    /// <exception cref="OperationCanceledException">The computation is to stop.</exception>
    public static void Check() => Wish.Value.ThrowIfCancellationRequested();
}
