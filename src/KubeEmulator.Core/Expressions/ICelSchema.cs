namespace KubeEmulator.Expressions;

/// <summary>
/// What declaring a CEL type needs to know of a schema. The schemas themselves live in a room that may use this
/// one; they come here behind this interface.
/// </summary>
internal interface ICelSchema
{
    /// <summary>object, array, string, number, integer or boolean; empty where there is none.</summary>
    string Type { get; }

    string Format { get; }

    bool IsIntOrString { get; }

    bool IsEmbeddedResource { get; }

    /// <summary>The properties in any order; <c>null</c> where there are none.</summary>
    IEnumerable<KeyValuePair<string, ICelSchema>>? Properties { get; }

    /// <summary>The schema of all other properties; <c>null</c> where there is none, whether they are allowed or not.</summary>
    ICelSchema? AdditionalProperties { get; }

    ICelSchema? Items { get; }

    bool IsRequired(string property);

    bool HasDefault { get; }

    /// <summary>The texts among the allowed values; <c>null</c> where any value is allowed.</summary>
    IReadOnlyList<string>? Enum { get; }

    long? MaxLength { get; }

    long? MaxItems { get; }

    long? MaxProperties { get; }

    /// <summary>set, map or atomic; empty for none.</summary>
    string ListType { get; }

    IReadOnlyList<string> ListMapKeys { get; }
}
