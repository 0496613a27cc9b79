using KubeEmulator.Api;
using KubeEmulator.Expressions;
using KubeEmulator.Objects;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>What a mutation's value makes of an object. Upstream: apiserver <c>plugin/policy/mutating/patch</c>.</summary>
internal static class MutationResult
{
    /// <summary>Lays an apply configuration over the object; what is atomic may not be touched.</summary>
    /// <exception cref="HookPatchException">The configuration is none of the kind.</exception>
    public static MapValue Apply(MapValue shown, CelValue value, AdmissionAttributes attributes, HookTarget target)
    {
        CheckNames(value);
        if (value.ToJson() is not MapValue made)
        {
            throw new HookPatchException($"invalid return type: {value.Type.Name}");
        }

        var configuration = made.With("apiVersion", target.Version.ToString()).With("kind", target.Kind);
        var type = OwnershipType.Of(SchemaOf(attributes, target));
        var step = "failed to convert patch object to typed object";
        try
        {
            TypedValidation.Check(configuration, type, allowDuplicates: false);
            var atomics = AtomicPaths.In(configuration, type);
            if (atomics.Count > 0)
            {
                throw new HookPatchException($"error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: {string.Join(", ", atomics)}");
            }

            step = "failed to merge patch";
            return (MapValue)TypedMerge.Merge(shown, configuration, type);
        }
        catch (TypeFaultException fault)
        {
            throw new HookPatchException($"error applying patch: {step}: {fault.Message}");
        }
    }

    /// <summary>Applies a JSON patch; one whose test fails changes nothing.</summary>
    /// <exception cref="HookPatchException">The patch does not apply.</exception>
    /// <exception cref="ApiException">500: what comes out is no object of the kind.</exception>
    public static MapValue Patch(MapValue shown, CelValue value, AdmissionAttributes attributes, HookTarget target)
    {
        var operations = new List<Value>();
        foreach (var operation in ((CelList)value).Items())
        {
            if ((operation as CelRecord)?.Find("value") is { } content)
            {
                CheckNames(content);
            }

            operations.Add(operation.ToJson() ?? throw new HookPatchException("JSONPath valueExpression evaluated to a type that could not marshal to JSON"));
        }

        try
        {
            var patched = WebhookPatch.Apply(shown, ListValue.From(operations));
            return CheckStrictly(patched, attributes, target);
        }
        catch (HookPatchException fault) when (fault.Message.EndsWith(": test failed", StringComparison.Ordinal))
        {
            return shown;
        }
        catch (HookPatchException fault)
        {
            throw new HookPatchException($"JSON Patch: {fault.Message}");
        }
    }

    private static MapValue CheckStrictly(MapValue patched, AdmissionAttributes attributes, HookTarget target)
    {
        if (target.Type.IsCustom)
        {
            return patched;
        }

        var outcome = TypedDecoder.Decode(patched, SchemaOf(attributes, target), []);
        return outcome.Error is { } error ? throw StatusDocument.InternalError(error).ToException()
            : outcome.StrictErrors.Count > 0 ? throw StatusDocument.InternalError($"strict decoding error: {string.Join(", ", outcome.StrictErrors)}").ToException()
            : patched;
    }

    // Types of constructed objects are named after the path to them; nothing else checks them.
    private static void CheckNames(CelValue value)
    {
        var faults = value is CelRecord ? JsonPatchLibrary.CheckTypeNames(value) : [];
        if (faults.Count > 0)
        {
            throw new HookPatchException($"type mismatch: {string.Join('\n', faults)}");
        }
    }

    private static Schema SchemaOf(AdmissionAttributes attributes, HookTarget target) =>
        target.Kind != target.Type.Kind && target.Type.Subresource(attributes.Subresource) is { } subresource ? BodyDecoder.SchemaOf(subresource) : target.Type.Schema;
}
