using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Patching.Strategic;

/// <summary>
/// Strategic merge patches of built-in kinds (apimachinery <c>pkg/util/strategicpatch</c>): like JSON merge patches,
/// but lists with a merge key are merged item by item, and members that begin with <c>$</c> say what else to do.
/// Custom resources do not support them.
/// </summary>
internal static class StrategicMergePatch
{
    /// <summary>The document with the patch applied.</summary>
    /// <exception cref="ApiException">The patch is malformed or does not fit.</exception>
    public static MapValue Apply(MapValue document, MapValue patch, Schema schema) =>
        new StrategicMerge(carriesDirectives: false).MergeMaps(document, patch, schema);

    /// <summary>The patch that makes one document of another.</summary>
    public static MapValue Create(MapValue original, MapValue modified, Schema schema) =>
        new StrategicDiff(StrategicDiffOptions.TwoWay).DiffMaps(original, modified, schema, retainKeys: false);

    /// <summary>
    /// The patch that brings a live document to what is wanted now, given what was wanted before: what others have
    /// added stays, what is no longer wanted goes. This is what <c>kubectl apply</c> sends.
    /// </summary>
    /// <param name="original">What was wanted before.</param>
    /// <param name="modified">What is wanted now.</param>
    /// <param name="current">The live document.</param>
    /// <param name="schema">The schema of the kind.</param>
    /// <param name="overwrite">Whether changes that others made to the same members are overwritten.</param>
    /// <returns>The patch; null where it would overwrite such changes and may not.</returns>
    public static MapValue? Create(MapValue original, MapValue modified, MapValue current, Schema schema, bool overwrite)
    {
        var delta = new StrategicDiff(StrategicDiffOptions.Additions).DiffMaps(current, modified, schema, retainKeys: false);
        var deletions = new StrategicDiff(StrategicDiffOptions.Deletions).DiffMaps(original, modified, schema, retainKeys: false);
        var patch = new StrategicMerge(carriesDirectives: true).MergeMaps(deletions, delta, schema);
        if (overwrite)
        {
            return patch;
        }

        var changed = new StrategicDiff(StrategicDiffOptions.Plain).DiffMaps(original, current, schema, retainKeys: false);
        return StrategicConflict.Exists(patch, changed, schema) ? null : patch;
    }
}
