using KubeEmulator.Values;

namespace KubeEmulator.Patching.Apply;

/// <summary>The fields that one manager owns, in the API version that it wrote.</summary>
internal sealed record FieldOwner(ManagerId Id, FieldSet Fields, string ApiVersion)
{
    /// <summary>When the fields last changed, RFC 3339 in seconds; null where unknown.</summary>
    public string? Time { get; init; }

    /// <summary>The managedFields entry that this was read from; only right while nothing has changed.</summary>
    public FieldOwnerSource? Source { get; init; }

    /// <summary>The owner with other fields; itself where they are the same.</summary>
    public FieldOwner WithFields(FieldSet fields) => ReferenceEquals(fields, Fields) ? this : this with { Fields = fields };

    /// <summary>The entry as it was read, if nothing has changed since.</summary>
    public MapValue? Unchanged =>
        Source is { } source && ReferenceEquals(source.Fields, Fields) && source.ApiVersion == ApiVersion && source.Time == Time ? source.Entry : null;
}
