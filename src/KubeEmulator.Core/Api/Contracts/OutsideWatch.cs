namespace KubeEmulator.Api;

/// <summary>A watch that a client outside reads: what it is told, the client may act upon.</summary>
internal sealed class OutsideWatch(ClusterActivity activity, Func<bool> isBehind) : IDisposable
{
    /// <summary>Whether it has not been told everything yet.</summary>
    public bool IsBehind() => isBehind();

    /// <summary>The client is told something.</summary>
    public void Told() => activity.TouchOutside();

    public void Dispose() => activity.End(this);
}
