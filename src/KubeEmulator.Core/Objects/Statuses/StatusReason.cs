namespace KubeEmulator.Objects;

/// <summary>The machine-readable reasons of a <c>Status</c>; apimachinery's <c>pkg/apis/meta/v1/types.go</c>.</summary>
public static class StatusReason
{
    /// <summary>401: no or wrong credentials.</summary>
    public const string Unauthorized = "Unauthorized";

    /// <summary>403: known, but not allowed.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>404.</summary>
    public const string NotFound = "NotFound";

    /// <summary>409: the name is taken.</summary>
    public const string AlreadyExists = "AlreadyExists";

    /// <summary>409: the object was changed in the meantime, or fields are owned by others.</summary>
    public const string Conflict = "Conflict";

    /// <summary>410: gone for good.</summary>
    public const string Gone = "Gone";

    /// <summary>410: the asked resource version is too old.</summary>
    public const string Expired = "Expired";

    /// <summary>422: validation failed.</summary>
    public const string Invalid = "Invalid";

    /// <summary>500: try again.</summary>
    public const string ServerTimeout = "ServerTimeout";

    /// <summary>500: what is stored cannot be read.</summary>
    public const string StoreReadError = "StorageReadError";

    /// <summary>504: the request took too long.</summary>
    public const string Timeout = "Timeout";

    /// <summary>429.</summary>
    public const string TooManyRequests = "TooManyRequests";

    /// <summary>400.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>405.</summary>
    public const string MethodNotAllowed = "MethodNotAllowed";

    /// <summary>406.</summary>
    public const string NotAcceptable = "NotAcceptable";

    /// <summary>413.</summary>
    public const string RequestEntityTooLarge = "RequestEntityTooLarge";

    /// <summary>415.</summary>
    public const string UnsupportedMediaType = "UnsupportedMediaType";

    /// <summary>500.</summary>
    public const string InternalError = "InternalError";

    /// <summary>503.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";
}
