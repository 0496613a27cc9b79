namespace KubeEmulator.Schemas;

/// <summary>A field of a protobuf message.</summary>
/// <param name="Name">Its name, mostly that of JSON too.</param>
/// <param name="Type">A scalar (<c>string</c>, <c>bool</c>, <c>int32</c>, <c>int64</c>, <c>double</c>, <c>bytes</c>) or a message by its full name.</param>
/// <param name="IsRepeated">Whether it may stand several times, each an item.</param>
/// <param name="IsMap">Whether it may stand several times, each an entry with a text as its key.</param>
internal sealed record ProtobufField(string Name, string Type, bool IsRepeated, bool IsMap)
{
    /// <summary>Whether the type is a message.</summary>
    public bool IsMessage => Type.Contains('.');
}
