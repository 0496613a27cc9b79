namespace KubeEmulator.Api;

/// <summary>A watch that a client outside reads: what it is told, the client may act upon.</summary>
internal sealed class OutsideWatch(ClusterActivity activity, ResourceType type, string user, Func<bool> isBehind) : IDisposable
{
    private bool _told;

    /// <summary>What is watched.</summary>
    public ResourceType Type => type;

    /// <summary>Who watches.</summary>
    public string User => user;

    /// <summary>Whether it has not been told everything yet.</summary>
    public bool IsBehind() => isBehind();

    /// <summary>The client is told something.</summary>
    public void Told()
    {
        if (!_told)
        {
            _told = true;
            activity.IsFirstAnswerDue = true;
        }

        activity.TouchOutside();
    }

    public void Dispose() => activity.End(this);
}
