using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>An answer that is not an object: a <c>Status</c> document and what is read from it most.</summary>
/// <param name="Code">The HTTP status code.</param>
/// <param name="Reason">The machine-readable reason, one of <see cref="StatusReason"/> or empty.</param>
/// <param name="Message">The text for people.</param>
/// <param name="Document">The whole <c>Status</c> as the server sends it.</param>
public sealed record ApiStatus(int Code, string Reason, string Message, MapValue Document)
{
    /// <summary>The seconds a client is asked to wait before it tries again; 0 where it is not asked.</summary>
    public int RetryAfterSeconds => (int)(Document.IntegerAt("details", "retryAfterSeconds") ?? 0);

    /// <summary>The causes in <c>details</c>; none where it has none.</summary>
    public IEnumerable<MapValue> Causes => Document.Map("details")?.Maps("causes") ?? [];

    /// <summary>This status with the uid of the object concerned in its details.</summary>
    public ApiStatus WithUid(string uid) => this with { Document = Document.WithAt(["details", "uid"], uid) };

    /// <summary>This status with another text and everything else as it is.</summary>
    public ApiStatus WithMessage(string message) => this with { Message = message, Document = Document.With("message", message) };

    /// <summary>This status as something to throw.</summary>
    public ApiException ToException() => new(this);

    /// <summary>The reason and the text.</summary>
    public override string ToString() => $"{Code} {Reason}: {Message}";
}
