using System.Globalization;
using System.Text;

namespace KubeEmulator.Schemas;

/// <summary>Where a walk is, in the two ways messages say it; text is made only when something is wrong.</summary>
internal sealed class DecodePath
{
    private Step[] _steps = new Step[16];
    private int _count;

    public void Push(SchemaField field, Schema owner) => Next() = new Step(field, owner, null, 0);

    public void PushKey(string key) => Next() = new Step(null, null, key, 0);

    public void PushIndex(int index) => Next() = new Step(null, null, null, index);

    public void Pop() => _count--;

    /// <summary>The path of a member here, as strict errors name it: <c>spec.containers[0].foo</c>.</summary>
    public string Document(string key)
    {
        var text = new StringBuilder();
        foreach (var step in _steps.AsSpan(0, _count))
        {
            if (step.Name is { } name)
            {
                text.Append(text.Length == 0 ? "" : ".").Append(name);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
            }
        }

        return text.Append(text.Length == 0 ? "" : ".").Append(key).ToString();
    }

    /// <summary>Go's UnmarshalTypeError: fields by their JSON names, embedded structs by their Go names, no indexes and map keys.</summary>
    public string TypeError(string value, string goType)
    {
        var path = new StringBuilder();
        var owner = "";
        foreach (var step in _steps.AsSpan(0, _count))
        {
            if (step.Field is { } field)
            {
                path.Append('.').Append(field.Embedded is null ? "" : field.Embedded + ".").Append(field.Name);
                owner = step.Owner!.TypeName;
            }
        }

        return path.Length == 0
            ? $"json: cannot unmarshal {value} into Go value of type {goType}"
            : $"json: cannot unmarshal {value} into Go struct field {owner}{path} of type {goType}";
    }

    private ref Step Next()
    {
        if (_count == _steps.Length)
        {
            Array.Resize(ref _steps, _count * 2);
        }

        return ref _steps[_count++];
    }

    private readonly record struct Step(SchemaField? Field, Schema? Owner, string? Key, int Index)
    {
        public string? Name => Field?.Name ?? Key;
    }
}
