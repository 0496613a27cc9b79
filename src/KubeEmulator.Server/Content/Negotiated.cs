namespace KubeEmulator.Server.Content;

/// <summary>What was agreed with the client about an answer.</summary>
/// <param name="Format">The format.</param>
/// <param name="Transform">What to turn the answer into.</param>
/// <param name="TransformVersion">The version of the Table or PartialObjectMetadata: <c>v1</c> or <c>v1beta1</c>.</param>
/// <param name="Pretty">Whether JSON is indented for people.</param>
internal readonly record struct Negotiated(ContentFormat Format, Transform Transform, string TransformVersion, bool Pretty)
{
    /// <summary>The Content-Type of the answer.</summary>
    public string ContentType => Format == ContentFormat.Yaml ? MediaTypes.Yaml : MediaTypes.Json;

    /// <summary>Compact JSON of the object itself.</summary>
    public static readonly Negotiated Json = new(ContentFormat.Json, Transform.None, "v1", false);
}
