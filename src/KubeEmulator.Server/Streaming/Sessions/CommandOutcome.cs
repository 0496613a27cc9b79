using System.Globalization;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Streaming.Sessions;

/// <summary>How an exec or attach ended, as the error stream tells it. Upstream: <c>cri-streaming/pkg/streaming/remotecommand/exec.go</c>.</summary>
/// <param name="ExitCode">The command's exit code; null where it did not end by itself.</param>
/// <param name="Failure">Why it could not run; empty where it ran.</param>
internal sealed record CommandOutcome(int? ExitCode, string Failure)
{
    /// <summary>All is well.</summary>
    public static CommandOutcome Success { get; } = new(0, "");

    /// <summary>The command of an exit code, for its text.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Whether there is nothing to complain about.</summary>
    public bool IsSuccess => ExitCode == 0 && Failure.Length == 0;

    /// <summary>It could not run.</summary>
    public static CommandOutcome Failed(string why) => new(null, why);

    /// <summary>The text for people. The newest protocol goes through a translator, which has its own words for an exit code.</summary>
    public string Message(bool isTranslated) => ExitCode is not { } code
        ? $"Internal error occurred: {(isTranslated ? "Internal error occurred: " : "")}{Failure}"
        : "command terminated with non-zero exit code: "
            + (isTranslated
                ? string.Create(CultureInfo.InvariantCulture, $"command terminated with exit code {code}")
                : string.Create(CultureInfo.InvariantCulture, $"error executing command [{string.Join(' ', Command)}], exit code {code}"));

    /// <summary>The Status for the error stream.</summary>
    public MapValue ToStatus(bool isTranslated)
    {
        if (IsSuccess)
        {
            return MapValue.Of(("metadata", MapValue.Empty), ("status", "Success"));
        }

        var status = new MapBuilder { { "metadata", MapValue.Empty }, { "status", "Failure" }, { "message", Message(isTranslated) } };
        if (ExitCode is { } code)
        {
            var cause = MapValue.Of(("reason", "ExitCode"), ("message", code.ToString(CultureInfo.InvariantCulture)));
            status["reason"] = "NonZeroExitCode";
            status["details"] = MapValue.Of(("causes", ListValue.From([cause])));
        }
        else
        {
            status["reason"] = StatusReason.InternalError;
            status["code"] = 500;
        }

        return status.Build();
    }
}
