using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Control;

/// <summary>Reads what callers of the control API send.</summary>
internal static class ControlInput
{
    /// <summary>The body as an object; an empty one where there is none.</summary>
    /// <exception cref="ArgumentException">The body is something else.</exception>
    public static MapValue Map(ControlCall call) => call.Body switch
    {
        null => MapValue.Empty,
        MapValue map => map,
        _ => throw new ArgumentException("the body must be a JSON object"),
    };

    /// <summary>A duration in Go's form.</summary>
    /// <exception cref="ArgumentException">The member is missing or no duration.</exception>
    public static TimeSpan Duration(MapValue body, string member) => OptionalDuration(body, member)
        ?? throw new ArgumentException($"{member}: a duration such as 90s, 5m or 24h is needed");

    /// <summary>A duration in Go's form; null where it is not given.</summary>
    /// <exception cref="ArgumentException">The member is no duration.</exception>
    public static TimeSpan? OptionalDuration(MapValue body, string member) => body[member] switch
    {
        null => null,
        StringValue text when GoDuration.Parse(text.Text) is { } span => span,
        var other => throw new ArgumentException($"{member}: {other} is not a duration such as 90s, 5m or 24h"),
    };

    /// <summary>Refuses members that mean nothing, which are usually misspelt ones.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public static void Only(MapValue body, params ReadOnlySpan<string> members)
    {
        foreach (var (key, _) in body)
        {
            if (!members.Contains(key))
            {
                throw new ArgumentException($"{key}: unknown; known are {string.Join(", ", members!)}");
            }
        }
    }
}
