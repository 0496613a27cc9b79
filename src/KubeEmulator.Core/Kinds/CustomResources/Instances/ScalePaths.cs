using KubeEmulator.Objects;
using KubeEmulator.Patching;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The numbers that <c>scale</c> reads must be numbers; <c>ValidateScaleSpec</c> and <c>ValidateScaleStatus</c> of apiextensions.</summary>
internal static class ScalePaths
{
    public static void ValidateSpec(MapValue? scale, MapValue document, FieldErrors errors)
    {
        if (scale is not null)
        {
            Replicas(scale.StringOrEmpty("specReplicasPath"), document, errors);
        }
    }

    public static void ValidateStatus(MapValue? scale, MapValue document, FieldErrors errors)
    {
        if (scale is null)
        {
            return;
        }

        Replicas(scale.StringOrEmpty("statusReplicasPath"), document, errors);
        if (scale.String("labelSelectorPath") is { } path
            && Read(document, path, out var fault) is var found
            && (fault ?? (found is null or StringValue ? null : Mismatch(path, found, "string"))) is { } wrong)
        {
            errors.Invalid(FieldPath.Of(path), "", wrong);
        }
    }

    private static void Replicas(string path, MapValue document, FieldErrors errors)
    {
        var found = Read(document, path, out var fault);
        long replicas = 0;
        if (fault is null && found is not null && !(found is NumberValue { IsInteger: true } number && number.TryGetInt64(out replicas)))
        {
            fault = Mismatch(path, found, "int64");
        }

        if (fault is not null)
        {
            errors.Invalid(FieldPath.Of(path), 0, fault);
        }
        else if (replicas < 0)
        {
            errors.Invalid(FieldPath.Of(path), replicas, "should be a non-negative integer");
        }
        else if (replicas > int.MaxValue)
        {
            errors.Invalid(FieldPath.Of(path), replicas, $"should be less than or equal to {int.MaxValue}");
        }
    }

    private static Value? Read(MapValue document, string path, out string? fault)
    {
        Value at = document;
        fault = null;
        var walked = "";
        foreach (var name in path.TrimStart('.').Split('.'))
        {
            walked += "." + name;
            if (at is not MapValue map)
            {
                fault = $"{walked} accessor error: {GoValueText.Plain(at)} is of the type {GoType(at)}, expected map[string]interface{{}}";
                return null;
            }

            if (map[name] is not { } next || next is NullValue)
            {
                return null;
            }

            at = next;
        }

        return at;
    }

    private static string Mismatch(string path, Value found, string expected) =>
        $".{path.TrimStart('.')} accessor error: {GoValueText.Plain(found)} is of the type {GoType(found)}, expected {expected}";

    private static string GoType(Value value) => value switch
    {
        StringValue => "string",
        BoolValue => "bool",
        NumberValue { IsInteger: true } => "int64",
        NumberValue => "float64",
        ListValue => "[]interface {}",
        MapValue => "map[string]interface {}",
        _ => "<nil>",
    };
}
