using KubeEmulator.Objects;

namespace KubeEmulator.Kinds;

/// <summary>Paths of files inside volumes and on nodes.</summary>
internal static class PathRules
{
    /// <summary>No step upwards.</summary>
    public static void NoBacksteps(FieldErrors errors, FieldPath path, string value)
    {
        if (value.Split('/').Contains(".."))
        {
            errors.Invalid(path, value, "must not contain '..'");
        }
    }

    /// <summary>Relative and without steps upwards.</summary>
    public static void Descending(FieldErrors errors, FieldPath path, string value)
    {
        if (value.StartsWith('/'))
        {
            errors.Invalid(path, value, "must be a relative path");
        }

        NoBacksteps(errors, path, value);
    }

    /// <summary>Descending, and no name beginning with the dots that volumes use for their own files.</summary>
    public static void NonReserved(FieldErrors errors, FieldPath path, string value)
    {
        Descending(errors, path, value);
        if (value.StartsWith("..", StringComparison.Ordinal) && !value.StartsWith("../", StringComparison.Ordinal))
        {
            errors.Invalid(path, value, "must not start with '..'");
        }
    }

    /// <summary>The permission bits of a file, where given.</summary>
    public static void Mode(FieldErrors errors, FieldPath path, long? mode)
    {
        if (mode is < 0 or > 511)
        {
            errors.Invalid(path, mode.Value, "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }
}
