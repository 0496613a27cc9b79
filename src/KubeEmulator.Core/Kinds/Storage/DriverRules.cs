using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What storage kinds say about their drivers. Upstream: <c>pkg/apis/storage/validation/validation.go</c>.</summary>
internal static class DriverRules
{
    private const int MostBytes = 256 * 1024;
    private const int MostParameters = 512;

    /// <summary>The name of who makes volumes.</summary>
    public static void Provisioner(FieldErrors errors, FieldPath path, string name)
    {
        if (errors.Present(path, name))
        {
            var lower = name.ToLowerInvariant();
            errors.Faults(path, lower, NameRules.CheckQualifiedName(lower));
        }
    }

    /// <summary>What the driver is told.</summary>
    public static void Parameters(FieldErrors errors, FieldPath path, MapValue? parameters, bool allowEmpty)
    {
        if (parameters?.Count > MostParameters)
        {
            errors.TooLong(path, MostParameters);
            return;
        }

        if (parameters?.ContainsKey("") == true)
        {
            errors.Invalid(path, "", "field can not be empty.");
        }

        if (Bytes(parameters) > MostBytes)
        {
            errors.TooLong(path, MostBytes);
        }

        if (!allowEmpty && parameters is not { Count: > 0 })
        {
            errors.Required(path, "must contain at least one key/value pair");
        }
    }

    /// <summary>What a driver said about an attached volume.</summary>
    public static void AttachmentMetadata(FieldErrors errors, FieldPath path, MapValue? metadata)
    {
        if (Bytes(metadata) > MostBytes)
        {
            errors.TooLong(path, MostBytes);
        }
    }

    private static long Bytes(MapValue? map) =>
        (map ?? MapValue.Empty).Sum(e => (long)Encoding.UTF8.GetByteCount(e.Key) + Encoding.UTF8.GetByteCount((e.Value as StringValue)?.Text ?? ""));
}
