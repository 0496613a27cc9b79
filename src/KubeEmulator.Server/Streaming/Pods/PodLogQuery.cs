using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Server.Requests;

namespace KubeEmulator.Server.Streaming.Pods;

/// <summary>The options of a log. Upstream: ValidatePodLogOptions in <c>pkg/apis/core/validation</c>.</summary>
internal static class PodLogQuery
{
    private static readonly string[] Streams = ["All", "Stderr", "Stdout"];

    /// <exception cref="ApiException">400: an option cannot be read; 422: it makes no sense.</exception>
    public static PodLogOptions Read(QueryValues query, string podName, DateTimeOffset now)
    {
        var seconds = query.Integer("sinceSeconds");
        var time = Time(query.First("sinceTime"));
        var options = new PodLogOptions
        {
            Follow = query.Flag("follow") ?? false,
            Previous = query.Flag("previous") ?? false,
            Timestamps = query.Flag("timestamps") ?? false,
            TailLines = query.Integer("tailLines"),
            LimitBytes = query.Integer("limitBytes"),
            Since = time,
            Stream = query.First("stream") is { Length: > 0 } stream ? stream : "All",
        };
        Validate(options, seconds, podName);
        return seconds is { } ago ? options with { Since = now.AddSeconds(-ago) } : options;
    }

    private static void Validate(PodLogOptions options, long? seconds, string podName)
    {
        var errors = new FieldErrors();
        if (options.TailLines < 0)
        {
            errors.Invalid(FieldPath.Of("tailLines"), options.TailLines.Value, "must be greater than or equal to 0");
        }

        if (options.LimitBytes < 1)
        {
            errors.Invalid(FieldPath.Of("limitBytes"), options.LimitBytes.Value, "must be greater than 0");
        }

        if (seconds is not null && options.Since is not null)
        {
            errors.Add(new FieldError(FieldErrorType.Forbidden, "[]", "Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified"));
        }
        else if (seconds < 1)
        {
            errors.Invalid(FieldPath.Of("sinceSeconds"), seconds.Value, "must be greater than 0");
        }

        if (!Streams.Contains(options.Stream))
        {
            errors.NotSupported(FieldPath.Of("stream"), options.Stream, Streams);
        }

        if (options.Stream != "All" && options.TailLines is not null)
        {
            errors.Add(new FieldError(FieldErrorType.Forbidden, "[]", "Forbidden: `tailLines` and specific `stream` are mutually exclusive for now"));
        }

        if (errors.Count > 0)
        {
            throw StatusDocument.Invalid(new GroupKind("", "PodLogOptions"), podName, errors).ToException();
        }
    }

    private static DateTimeOffset? Time(string? text) => string.IsNullOrEmpty(text)
        ? null
        : KubeTime.TryParse(text, out var time, out var error) ? time : throw StatusDocument.BadRequest(error).ToException();
}
