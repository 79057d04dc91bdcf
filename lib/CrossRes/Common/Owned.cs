namespace CrossRes.Common;

/// <summary>Things that are disposed where what was to be made of them fails.</summary>
internal static class Owned
{
    /// <summary>What is made of a part, which then owns it; where making fails, the part is disposed.</summary>
    internal static TWhole By<TPart, TWhole>(TPart part, Func<TPart, TWhole> make) where TPart : IDisposable
    {
        try
        {
            return make(part);
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }
}
