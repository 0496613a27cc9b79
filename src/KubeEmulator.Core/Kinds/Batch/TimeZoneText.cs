using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>Whether a text names a time zone, in Go's words.</summary>
internal static class TimeZoneText
{
    /// <summary>What Go says about a zone that it cannot load; null where it can.</summary>
    public static string? LoadFault(string name)
    {
        if (name is "" or "UTC" or "Local")
        {
            return null;
        }

        if (name.Contains("..", StringComparison.Ordinal) || name[0] is '/' or '\\' || name.Contains('\\', StringComparison.Ordinal))
        {
            return "time: invalid location name";
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? null : $"unknown time zone {name}";
    }

    /// <summary>The zone of a CronJob: one that exists and is the same everywhere.</summary>
    public static void Check(FieldErrors errors, FieldPath path, string? name)
    {
        if (name is null)
        {
            return;
        }

        if (name.Length == 0)
        {
            errors.Invalid(path, name, "timeZone must be nil or non-empty string");
            return;
        }

        if (name.Split('/').Any(part => part is "." or ".." || part.StartsWith('-') || !IsPart(part)))
        {
            errors.Invalid(path, name, $"unknown time zone {name}");
            return;
        }

        if (name.Equals("Local", StringComparison.OrdinalIgnoreCase))
        {
            errors.Invalid(path, name, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }

        if (LoadFault(name) is { } fault)
        {
            errors.Invalid(path, name, fault);
        }
    }

    private static bool IsPart(string part) => part.Length is > 0 and <= 14 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+');
}
