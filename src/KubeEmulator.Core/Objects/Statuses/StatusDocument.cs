using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>
/// The server's refusals, one method for each constructor of apimachinery's <c>pkg/api/errors/errors.go</c>
/// with the same words, codes and details.
/// </summary>
public static class StatusDocument
{
    /// <summary>What a conflict says when somebody else changed the object first.</summary>
    public const string ObjectModified = "the object has been modified; please apply your changes to the latest version and try again";

    /// <summary>Any failure, for those that no other method makes.</summary>
    public static ApiStatus Failure(int code, string reason, string message, StatusDetails? details = null) =>
        new(code, reason, message, Document("Failure", message, reason, details, code));

    /// <summary>A success that carries no object, such as the answer to a delete.</summary>
    public static MapValue Success(StatusDetails? details = null, int code = 0) => Document("Success", "", "", details, code);

    /// <summary>404: there is no such object.</summary>
    public static ApiStatus NotFound(GroupResource resource, string name) =>
        Failure(404, StatusReason.NotFound, $"{resource} {GoText.Quote(name)} not found", StatusDetails.Of(resource, name));

    /// <summary>404: the server knows no such path or resource.</summary>
    public static ApiStatus UnknownResource(StatusDetails? details = null) =>
        Failure(404, StatusReason.NotFound, "the server could not find the requested resource", details ?? new StatusDetails());

    /// <summary>409: the name is taken.</summary>
    public static ApiStatus AlreadyExists(GroupResource resource, string name) =>
        Failure(409, StatusReason.AlreadyExists, $"{resource} {GoText.Quote(name)} already exists", StatusDetails.Of(resource, name));

    /// <summary>409: every generated name that was tried is taken.</summary>
    public static ApiStatus GenerateNameConflict(GroupResource resource, string name, int retryAfterSeconds) =>
        Failure(
            409,
            StatusReason.AlreadyExists,
            $"{resource} {GoText.Quote(name)} already exists, the server was not able to generate a unique name for the object",
            StatusDetails.Of(resource, name) with { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>401: no or wrong credentials. The server itself always says <c>Unauthorized</c>.</summary>
    public static ApiStatus Unauthorized(string message = "Unauthorized") =>
        Failure(401, StatusReason.Unauthorized, message.Length == 0 ? "not authorized" : message);

    /// <summary>403: an admission rule or authorization refuses; an empty resource and name leave out what is forbidden.</summary>
    public static ApiStatus Forbidden(GroupResource resource, string name, string why)
    {
        var what = (resource.Group, resource.Resource, name) switch
        {
            ("", "", _) => "forbidden",
            (_, _, "") => $"{resource} is forbidden",
            _ => $"{resource} {GoText.Quote(name)} is forbidden",
        };
        return Failure(403, StatusReason.Forbidden, $"{what}: {why}", StatusDetails.Of(resource, name));
    }

    /// <summary>409: the change cannot be made on the object as it is now.</summary>
    public static ApiStatus Conflict(GroupResource resource, string name, string why = ObjectModified) =>
        Failure(409, StatusReason.Conflict, $"Operation cannot be fulfilled on {resource} {GoText.Quote(name)}: {why}", StatusDetails.Of(resource, name));

    /// <summary>409: fields to be applied are owned by others.</summary>
    public static ApiStatus ApplyConflict(IReadOnlyList<StatusCause> causes, string message) =>
        Failure(409, StatusReason.Conflict, message, new StatusDetails { Causes = causes });

    /// <summary>410: gone, and nobody knows where to.</summary>
    public static ApiStatus Gone(string message) => Failure(410, StatusReason.Gone, message);

    /// <summary>410: the asked resource version is too old.</summary>
    public static ApiStatus Expired(string message) => Failure(410, StatusReason.Expired, message);

    /// <summary>422: validation found these faults.</summary>
    public static ApiStatus Invalid(GroupKind kind, string name, IReadOnlyList<FieldError> errors)
    {
        var details = new StatusDetails
        {
            Group = kind.Group,
            Kind = kind.Kind,
            Name = name,
            Causes = [.. errors.Select(e => new StatusCause(e.Reason, e.Body, e.Field))],
        };
        var faults = Aggregate(errors);
        return Failure(422, StatusReason.Invalid, $"{kind} {GoText.Quote(name)} is invalid{(faults.Length == 0 ? "" : ": " + faults)}", details);
    }

    /// <summary>400: the request makes no sense.</summary>
    public static ApiStatus BadRequest(string message) => Failure(400, StatusReason.BadRequest, message);

    /// <summary>429: a rule (a disruption budget, say) asks to try again later.</summary>
    public static ApiStatus TooManyRequests(string message, int retryAfterSeconds) =>
        Failure(429, StatusReason.TooManyRequests, message, new StatusDetails { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>429: the server has no room for more requests.</summary>
    public static ApiStatus Overloaded(string message) => Failure(429, StatusReason.TooManyRequests, $"Too many requests: {message}");

    /// <summary>503: what is needed to answer is not there.</summary>
    public static ApiStatus ServiceUnavailable(string message) => Failure(503, StatusReason.ServiceUnavailable, message);

    /// <summary>405: the resource has no such verb.</summary>
    public static ApiStatus MethodNotSupported(GroupResource resource, string action) =>
        Failure(405, StatusReason.MethodNotAllowed, $"{action} is not supported on resources of kind {GoText.Quote(resource.ToString())}", StatusDetails.Of(resource));

    /// <summary>406: none of the accepted media types can be served.</summary>
    public static ApiStatus NotAcceptable(IEnumerable<string> accepted) =>
        Failure(406, StatusReason.NotAcceptable, $"only the following media types are accepted: {string.Join(", ", accepted)}");

    /// <summary>406: the asked transformation (<c>meta.k8s.io/v1, Kind=Table</c>) is not made in the asked media type.</summary>
    public static ApiStatus NotAcceptableConversion(string target, IEnumerable<string> accepted) =>
        Failure(406, StatusReason.NotAcceptable, $"only the following media types are accepted when converting to {target}: {string.Join(", ", accepted)}");

    /// <summary>415: the body's media type is not understood.</summary>
    public static ApiStatus UnsupportedMediaType(IEnumerable<string> accepted) =>
        Failure(415, StatusReason.UnsupportedMediaType, $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}");

    /// <summary>500: it did not work out this time.</summary>
    public static ApiStatus ServerTimeout(GroupResource resource, string operation, int retryAfterSeconds) =>
        Failure(
            500,
            StatusReason.ServerTimeout,
            $"The {operation} operation against {resource} could not be completed at this time, please try again.",
            StatusDetails.Of(resource, operation) with { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>500: a fault of the server or of somebody it asked.</summary>
    public static ApiStatus InternalError(string why) =>
        Failure(500, StatusReason.InternalError, $"Internal error occurred: {why}", new StatusDetails { Causes = [new StatusCause("", why)] });

    /// <summary>504: the request took too long; it may still be carried out.</summary>
    public static ApiStatus Timeout(string message, int retryAfterSeconds) =>
        Failure(504, StatusReason.Timeout, $"Timeout: {message}", new StatusDetails { RetryAfterSeconds = retryAfterSeconds });

    /// <summary>413: the body is too large.</summary>
    public static ApiStatus RequestEntityTooLarge(string message) =>
        Failure(413, StatusReason.RequestEntityTooLarge, $"Request entity too large: {message}");

    /// <summary>Sets a member unless the text is empty, as Go's <c>omitempty</c> does.</summary>
    internal static void SetText(MapBuilder map, string key, string text)
    {
        if (text.Length > 0)
        {
            map[key] = text;
        }
    }

    /// <summary>Several faults as one text: each once, in brackets where there is more than one (apimachinery <c>pkg/util/errors</c>).</summary>
    internal static string Aggregate(IEnumerable<FieldError> errors)
    {
        var texts = errors.Select(e => e.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        return texts.Length == 1 ? texts[0] : texts.Length == 0 ? "" : $"[{string.Join(", ", texts)}]";
    }

    private static MapValue Document(string status, string message, string reason, StatusDetails? details, int code)
    {
        var document = new MapBuilder(8)
        {
            { "kind", "Status" },
            { "apiVersion", "v1" },
            { "metadata", MapValue.Empty },
            { "status", status },
        };
        SetText(document, "message", message);
        SetText(document, "reason", reason);
        if (details is not null)
        {
            document["details"] = details.ToValue();
        }

        if (code != 0)
        {
            document["code"] = code;
        }

        return document.Build();
    }
}
