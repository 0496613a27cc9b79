namespace KubeEmulator.Objects;

/// <summary>The one exception that the rooms throw for a refused request; one place turns it into an HTTP answer.</summary>
public sealed class ApiException : Exception
{
    /// <summary>A refusal with its status.</summary>
    public ApiException(ApiStatus status)
        : base(status.Message) => Status = status;

    /// <summary>A refusal with its status and what led to it.</summary>
    public ApiException(ApiStatus status, Exception inner)
        : base(status.Message, inner) => Status = status;

    /// <summary>What the client is told.</summary>
    public ApiStatus Status { get; }

    /// <summary>The HTTP status code.</summary>
    public int Code => Status.Code;

    /// <summary>The machine-readable reason.</summary>
    public string Reason => Status.Reason;
}
