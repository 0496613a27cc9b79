using KubeEmulator.Values;

namespace KubeEmulator.Patching;

/// <summary>One step of a JSON Patch as it was sent; nothing is checked until it runs.</summary>
/// <param name="Members">The operation's members; empty where the step was JSON null.</param>
internal readonly record struct JsonPatchOperation(MapValue Members)
{
    /// <summary>The operation's name; <c>unknown</c> where absent or no string.</summary>
    public string Op => Members.String("op") ?? "unknown";

    /// <summary>What to write; <c>null</c> where absent, which every operation treats like JSON null.</summary>
    public Value? Value => Members["value"];

    /// <summary>The target.</summary>
    public JsonPatchPath Path => PathAt("path");

    /// <summary>The source of a move or copy.</summary>
    public JsonPatchPath From => PathAt("from");

    private JsonPatchPath PathAt(string member) =>
        Members.String(member) is { } text
            ? new JsonPatchPath(text)
            : throw PatchFault.DoesNotApply($"{Op} operation failed to decode {member}: missing value");
}
