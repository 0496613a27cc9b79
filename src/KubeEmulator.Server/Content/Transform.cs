namespace KubeEmulator.Server.Content;

/// <summary>What a client asks an answer to be turned into.</summary>
internal enum Transform
{
    /// <summary>Nothing: the object itself.</summary>
    None,

    /// <summary>A Table.</summary>
    Table,

    /// <summary>One object's metadata.</summary>
    PartialObjectMetadata,

    /// <summary>The metadata of a list's objects.</summary>
    PartialObjectMetadataList,
}
