using KubeEmulator.Objects;
using KubeEmulator.Schemas;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// A part of an object (its status, a default) validated by itself: the fields of its faults begin with where it stands, their
/// texts do not, because upstream's validator has seen only the part.
/// </summary>
internal static class PartValidation
{
    public static void Validate(string path, Value part, Value? old, Schema schema, FieldErrors errors)
    {
        foreach (var fault in ValueValidator.Validate(part, schema, "", old).Faults)
        {
            var field = fault.Error.Field;
            errors.Add(fault.Error with { Field = field is "<nil>" or "" ? path : $"{path}.{field}" });
        }
    }
}
