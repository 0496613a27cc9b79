using System.Globalization;
using KubeEmulator.Objects;

namespace KubeEmulator.Api;

/// <summary>Resource versions as requests name them.</summary>
internal static class ResourceVersions
{
    /// <summary>The revision a list names; an empty text is 0.</summary>
    public static long ParseForList(string text) =>
        TryParse(text, out var revision) ? revision : throw StatusDocument.BadRequest($"invalid resource version: {Fault(text)}").ToException();

    /// <summary>The revision a get or a watch names. Upstream lets this fault through unclassified, as a 500.</summary>
    public static long ParseUnclassified(string text) =>
        TryParse(text, out var revision) ? revision : throw StatusDocument.Failure(500, "", Fault(text)).ToException();

    /// <summary>Refuses the version of an object to store that is none. Upstream lets this fault through unclassified, as a 500.</summary>
    public static void RequireNumber(string text)
    {
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            var why = text.All(char.IsAsciiDigit) ? "value out of range" : "invalid syntax";
            throw StatusDocument.Failure(500, "", $"strconv.ParseUint: parsing {GoText.Quote(text)}: {why}").ToException();
        }
    }

    /// <summary>Refuses a version that does not exist yet, as the watch cache does after waiting for it.</summary>
    public static void RequireNotInFuture(long asked, long current)
    {
        if (asked > current)
        {
            throw StatusDocument.Failure(504, StatusReason.Timeout, $"Timeout: Too large resource version: {asked}, current: {current}", new StatusDetails
            {
                Causes = [new StatusCause("ResourceVersionTooLarge", "Too large resource version")],
                RetryAfterSeconds = 1,
            }).ToException();
        }
    }

    private static bool TryParse(string text, out long revision)
    {
        revision = 0;
        if (text.Length == 0)
        {
            return true;
        }

        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return false;
        }

        revision = (long)Math.Min(version, long.MaxValue);
        return true;
    }

    private static string Fault(string text) =>
        $"resourceVersion: Invalid value: {GoText.Quote(text)}: strconv.ParseUint: parsing {GoText.Quote(text)}: invalid syntax";
}
