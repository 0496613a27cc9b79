using KubeEmulator.Api;
using KubeEmulator.Objects;

namespace KubeEmulator;

/// <summary>The ways in which a call can go wrong; see <see cref="ClusterFaults"/>.</summary>
public static class Fault
{
    /// <summary>409 Conflict, as when somebody else was faster.</summary>
    public static InjectedFault Conflict() => Status(409, StatusReason.Conflict, "Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again");

    /// <summary>429 Too Many Requests with a Retry-After header.</summary>
    public static InjectedFault TooManyRequests(int retryAfterSeconds = 1) => new() { Status = StatusDocument.TooManyRequests("too many requests, please try again later", retryAfterSeconds) };

    /// <summary>500 Internal Server Error.</summary>
    public static InjectedFault InternalError(string message = "injected fault") => new() { Status = StatusDocument.InternalError(message) };

    /// <summary>503 Service Unavailable.</summary>
    public static InjectedFault Unavailable(string message = "injected fault") => new() { Status = StatusDocument.ServiceUnavailable(message) };

    /// <summary>Any refusal.</summary>
    /// <param name="code">The HTTP status code, 400 to 599.</param>
    /// <param name="reason">The machine-readable reason, such as <c>Forbidden</c>.</param>
    /// <param name="message">The text for people.</param>
    public static InjectedFault Status(int code, string reason, string message)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 599);
        return new InjectedFault { Status = StatusDocument.Failure(code, reason, message) };
    }

    /// <summary>The call takes longer, in real time, and then succeeds.</summary>
    public static InjectedFault Latency(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new InjectedFault { Latency = time };
    }

    /// <summary>The connection is cut without an answer.</summary>
    public static InjectedFault ConnectionReset() => new() { ConnectionReset = true };

    /// <summary>The call is carried out and the connection then cut: the caller cannot know that it was.</summary>
    public static InjectedFault CommitThenReset() => new() { ConnectionReset = true, AfterCommit = true };

    /// <summary>The call is carried out and then answered with 504 Gateway Timeout.</summary>
    public static InjectedFault CommitThenTimeout() => new() { Status = StatusDocument.Timeout("request did not complete within the requested timeout", 1), AfterCommit = true };

    /// <summary>A watch ends after some events, as if its time were up.</summary>
    public static InjectedFault WatchDropped(int after = 0) => Watch(WatchFaultKind.Drop, after);

    /// <summary>A watch falls silent after some events although things happen.</summary>
    public static InjectedFault WatchStalled(int after = 0) => Watch(WatchFaultKind.Stall, after);

    /// <summary>A watch ends after some events with an ERROR event, 410 Expired.</summary>
    public static InjectedFault WatchExpired(int after = 0) => Watch(WatchFaultKind.Expire, after);

    /// <summary>Each event of a watch comes twice.</summary>
    public static InjectedFault WatchDuplicates(int after = 0) => Watch(WatchFaultKind.Duplicate, after);

    /// <summary>Events of different objects that wait together come in the wrong order.</summary>
    public static InjectedFault WatchReorders(int after = 0) => Watch(WatchFaultKind.Reorder, after);

    /// <summary>A list is up to so many revisions out of date, as one from an old cache.</summary>
    public static InjectedFault StaleList(long revisions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(revisions);
        return new InjectedFault { StaleBy = revisions };
    }

    private static InjectedFault Watch(WatchFaultKind kind, int after)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return new InjectedFault { Watch = new WatchFault(kind, after) };
    }
}
