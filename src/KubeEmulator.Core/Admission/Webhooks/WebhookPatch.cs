using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>Applies a patch that a hook made; what does not apply is told in the words of evanphx/json-patch v4, which clients see here.</summary>
internal static class WebhookPatch
{
    /// <exception cref="HookPatchException">An operation does not apply.</exception>
    public static MapValue Apply(MapValue document, ListValue patch)
    {
        Value patched = document;
        try
        {
            foreach (var operation in JsonPatch.Read(patch))
            {
                try
                {
                    patched = JsonPatch.Apply(patched, [operation]);
                }
                catch (ApiException fault) when (fault.InnerException is { } why)
                {
                    throw new HookPatchException(Worded(operation, why.Message));
                }
            }
        }
        catch (ApiException malformed)
        {
            throw new HookPatchException(malformed.Message);
        }

        return patched as MapValue ?? throw new HookPatchException($"json: cannot unmarshal {GoValueText.JsonType(patched)} into Go value of type map[string]interface {{}}");
    }

    private static string Worded(JsonPatchOperation operation, string why)
    {
        const string Missing = "operation does not apply: doc is missing path:";
        if (why.StartsWith(Missing, StringComparison.Ordinal))
        {
            var path = operation.Path.Text;
            return operation.Op switch
            {
                "replace" => $"replace {Missing} {path}: missing value",
                "test" => $"test operation does not apply: is missing path: {path}: missing value",
                "move" or "copy" => $"{operation.Op} operation does not apply: doc is missing from path: {operation.From.Text}: missing value",
                var op => $"{op} {why}",
            };
        }

        return why.StartsWith("Unable to access", StringComparison.Ordinal) || why.StartsWith("value was not", StringComparison.Ordinal)
            ? $"error in {(operation.Op == "replace" ? "remove" : operation.Op)} for path: '{operation.Path.Text}': {why}"
            : why;
    }
}
