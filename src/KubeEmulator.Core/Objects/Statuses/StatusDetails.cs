using KubeEmulator.Values;

namespace KubeEmulator.Objects;

/// <summary>What a status says about the object concerned; empty parts are left out of the document.</summary>
public sealed record StatusDetails
{
    /// <summary>The object's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The group of <see cref="Kind"/>.</summary>
    public string Group { get; init; } = "";

    /// <summary>The kind, or the resource where the error is about a request.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The object's uid.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The causes in order.</summary>
    public IReadOnlyList<StatusCause> Causes { get; init; } = [];

    /// <summary>The seconds a client is asked to wait.</summary>
    public int RetryAfterSeconds { get; init; }

    /// <summary>Details that name a resource and an object of it.</summary>
    public static StatusDetails Of(GroupResource resource, string name = "") => new() { Group = resource.Group, Kind = resource.Resource, Name = name };

    internal MapValue ToValue()
    {
        var details = new MapBuilder();
        StatusDocument.SetText(details, "name", Name);
        StatusDocument.SetText(details, "group", Group);
        StatusDocument.SetText(details, "kind", Kind);
        StatusDocument.SetText(details, "uid", Uid);
        if (Causes.Count > 0)
        {
            details["causes"] = ListValue.From(Causes.Select(cause => cause.ToValue()));
        }

        if (RetryAfterSeconds != 0)
        {
            details["retryAfterSeconds"] = RetryAfterSeconds;
        }

        return details.Build();
    }
}
