using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>A patch as it was read.</summary>
/// <param name="Type">Its form.</param>
/// <param name="Document">Its document: a list of operations, or a map.</param>
/// <param name="Duplicates">Paths of members that appeared twice.</param>
public sealed record PatchBody(PatchType Type, Value Document, IReadOnlyList<string> Duplicates)
{
    /// <summary>A patch made in process.</summary>
    public PatchBody(PatchType type, Value document)
        : this(type, document, [])
    {
    }
}
