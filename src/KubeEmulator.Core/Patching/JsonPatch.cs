using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Patching;

/// <summary>
/// RFC 6902 as kube-apiserver runs it (evanphx/json-patch v4 <c>patch.go</c>, apiserver <c>handlers/patch.go</c>).
/// More lenient than the RFC: replace creates a missing member, negative indices count from the end, an absent value
/// is null; and stricter: the document itself can be replaced but not added, removed or moved.
/// </summary>
internal static class JsonPatch
{
    /// <summary>The most operations a patch may hold (<c>maxJSONPatchOperations</c>).</summary>
    public const int MaxOperations = 10_000;

    // JSONPatchMaxCopyBytes in apiserver's pkg/server/config.go.
    private const long MaxCopiedBytes = 3 * 1024 * 1024;

    /// <summary>The operations of a patch document.</summary>
    /// <exception cref="ApiException">The document is no list of maps, or too long.</exception>
    public static IReadOnlyList<JsonPatchOperation> Read(Value patch)
    {
        if (patch is NullValue)
        {
            return [];
        }

        if (patch is not ListValue list)
        {
            throw PatchFault.Malformed($"json: cannot unmarshal {GoValueText.JsonType(patch)} into Go value of type jsonpatch.Patch");
        }

        var operations = new JsonPatchOperation[list.Count];
        for (var i = 0; i < operations.Length; i++)
        {
            operations[i] = list[i] switch
            {
                MapValue map => new JsonPatchOperation(map),
                NullValue => new JsonPatchOperation(MapValue.Empty),
                var other => throw PatchFault.Malformed($"json: cannot unmarshal {GoValueText.JsonType(other)} into Go value of type jsonpatch.Operation"),
            };
        }

        return operations.Length <= MaxOperations
            ? operations
            : throw PatchFault.TooLarge($"The allowed maximum operations in a JSON patch is {MaxOperations}, got {operations.Length}");
    }

    /// <summary>What field validation finds in the patch itself: members that no operation has, in the words of a strict decoder.</summary>
    /// <exception cref="ApiException">A member has another type than the operation's.</exception>
    public static IReadOnlyList<string> StrictFaults(IReadOnlyList<JsonPatchOperation> operations)
    {
        var faults = new List<string>();
        for (var i = 0; i < operations.Count; i++)
        {
            foreach (var (name, value) in operations[i].Members)
            {
                if (name is "op" or "path" or "from")
                {
                    if (value is not (StringValue or NullValue))
                    {
                        throw PatchFault.Malformed($"error decoding patch: json: cannot unmarshal {GoValueText.JsonType(value)} into Go struct field jsonPatchOp.{name} of type string");
                    }
                }
                else if (name != "value")
                {
                    faults.Add($"json patch unknown field \"[{i}].{name}\"");
                }
            }
        }

        return faults;
    }

    /// <summary>The document after all operations, in order.</summary>
    /// <exception cref="ApiException">An operation does not apply.</exception>
    public static Value Apply(Value document, IReadOnlyList<JsonPatchOperation> operations)
    {
        var copied = 0L;
        foreach (var operation in operations)
        {
            document = operation.Op switch
            {
                "add" => JsonPatchTree.Add(document, operation.Path, operation.Value ?? Value.Null),
                "remove" => JsonPatchTree.Remove(document, operation.Path),
                "replace" => Replace(document, operation),
                "move" => Move(document, operation),
                "test" => Test(document, operation),
                "copy" => Copy(document, operation, ref copied),
                var other => throw PatchFault.DoesNotApply($"Unexpected kind: {other}"),
            };
        }

        return document;
    }

    private static Value Replace(Value document, JsonPatchOperation operation)
    {
        if (!operation.Path.IsRoot)
        {
            return JsonPatchTree.Replace(document, operation.Path, operation.Value ?? Value.Null);
        }

        return operation.Value is MapValue or ListValue
            ? operation.Value
            : throw PatchFault.DoesNotApply("replace operation value must be object or array");
    }

    private static Value Move(Value document, JsonPatchOperation operation)
    {
        var value = JsonPatchTree.Get(document, operation.From);
        return JsonPatchTree.Add(JsonPatchTree.Remove(document, operation.From), operation.Path, value ?? Value.Null);
    }

    private static Value Copy(Value document, JsonPatchOperation operation, ref long copied)
    {
        var value = JsonPatchTree.Get(document, operation.From);
        if (value is not null)
        {
            copied += value.ToUtf8Bytes().Length;
        }

        return copied <= MaxCopiedBytes
            ? JsonPatchTree.Add(document, operation.Path, value ?? Value.Null)
            : throw PatchFault.DoesNotApply($"Unable to complete the copy, the accumulated size increase of copy is {copied}, exceeding the limit {MaxCopiedBytes}");
    }

    private static Value Test(Value document, JsonPatchOperation operation)
    {
        var path = operation.Path;
        var actual = path.IsRoot ? document : JsonPatchTree.Get(document, path);
        return SameText(actual ?? Value.Null, operation.Value ?? Value.Null)
            ? document
            : throw PatchFault.DoesNotApply($"testing value {path.Text} failed: test failed");
    }

    // Scalars are compared as they are written: 1.0 is not 1.
    private static bool SameText(Value left, Value right)
    {
        switch (left, right)
        {
            case (NumberValue l, NumberValue r):
                return l.Text == r.Text;
            case (ListValue l, ListValue r):
                return l.Count == r.Count && l.Zip(r).All(pair => SameText(pair.First, pair.Second));
            case (MapValue l, MapValue r):
                return l.Count == r.Count && l.All(member => r[member.Key] is { } theirs && SameText(member.Value, theirs));
            default:
                return left == right;
        }
    }
}
