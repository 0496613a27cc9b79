using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Server.Content;

/// <summary>Bodies of patches. Refusals in the words of upstream's <c>endpoints/handlers/patch.go</c>.</summary>
internal static class PatchReader
{
    // Upstream: maxJSONPatchOperations.
    private const int MaxOperations = 10000;

    /// <summary>The patch in a body.</summary>
    /// <exception cref="ApiException">400: it is none; 413: it has too many operations.</exception>
    public static PatchBody Read(PatchType type, ReadOnlyMemory<byte> body) => type == PatchType.Apply ? ReadApply(body.Span) : ReadJson(type, body.Span);

    private static PatchBody ReadJson(PatchType type, ReadOnlySpan<byte> body)
    {
        var duplicates = new List<string>();
        Value document;
        try
        {
            document = JsonValueReader.Read(body, new JsonReadOptions { OnDuplicate = duplicates.Add });
        }
        catch (ValueFormatException malformed)
        {
            throw StatusDocument.BadRequest($"error decoding patch: {malformed.Message}").ToException();
        }

        if (type == PatchType.Json)
        {
            CheckOperations(document);
        }
        else if (document is not (MapValue or NullValue))
        {
            throw StatusDocument.BadRequest($"error decoding patch: json: cannot unmarshal {BodyReader.GoKind(document)} into Go value of type map[string]interface {{}}").ToException();
        }

        return new PatchBody(type, document is NullValue && type != PatchType.Json ? MapValue.Empty : document, duplicates);
    }

    private static void CheckOperations(Value document)
    {
        if (document is ListValue { Count: > MaxOperations } operations)
        {
            throw StatusDocument.RequestEntityTooLarge($"The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Count}").ToException();
        }
    }

    private static PatchBody ReadApply(ReadOnlySpan<byte> body)
    {
        var duplicates = new List<string>();
        try
        {
            return YamlContent.Read(body, duplicates) is MapValue root
                ? new PatchBody(PatchType.Apply, root, duplicates)
                : throw StatusDocument.BadRequest("error decoding YAML: json: cannot unmarshal into an object").ToException();
        }
        catch (ValueFormatException malformed)
        {
            throw StatusDocument.BadRequest($"error decoding YAML: error converting YAML to JSON: {malformed.Message}").ToException();
        }
    }
}
