using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>What goes wrong with a call. Several things may: a late refusal, for one.</summary>
public sealed record InjectedFault
{
    /// <summary>How long the call is held before anything else, in real time: whoever calls waits in the real world.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The refusal to answer with; null for none.</summary>
    public ApiStatus? Status { get; init; }

    /// <summary>Whether the call is carried out all the same before it is refused or cut: the caller cannot know.</summary>
    public bool AfterCommit { get; init; }

    /// <summary>Whether the connection is cut without an answer; in-process callers get a 500 that says so.</summary>
    public bool ConnectionReset { get; init; }

    /// <summary>What goes wrong with the events of a watch; null for nothing.</summary>
    public WatchFault? Watch { get; init; }

    /// <summary>By how many revisions a list is out of date at most, as one from an old cache; 0 for not at all. Lists that ask for a resource version are not touched.</summary>
    public long StaleBy { get; init; }
}
